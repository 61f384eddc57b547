/** Tests of the scripts that publish byok, as far as they can run without publishing. */
@NullMarked
package dev.byok.release;

import org.jspecify.annotations.NullMarked;
