/** The standard streams and the terminal, and what is said there. */
@NullMarked
package dev.byok.term;

import org.jspecify.annotations.NullMarked;
