/** Several answers side by side while they arrive. */
@NullMarked
package dev.byok.term.columns;

import org.jspecify.annotations.NullMarked;
