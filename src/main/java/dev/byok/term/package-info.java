/** The standard streams and the terminal, and what byok prints there. */
@NullMarked
package dev.byok.term;

import org.jspecify.annotations.NullMarked;
