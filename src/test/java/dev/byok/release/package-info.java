/** Tests of what publishes byok, as far as it can be run without publishing. */
@NullMarked
package dev.byok.release;

import org.jspecify.annotations.NullMarked;
