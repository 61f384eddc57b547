/** Which key a request uses, and how keys are written into their places. */
@NullMarked
package dev.byok.keys;

import org.jspecify.annotations.NullMarked;
