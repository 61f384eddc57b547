/** Draws several answers side by side while they arrive. */
@NullMarked
package dev.byok.text.columns;

import org.jspecify.annotations.NullMarked;
