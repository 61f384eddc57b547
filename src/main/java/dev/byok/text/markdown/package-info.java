/** Draws a model's markdown on a terminal while it arrives, without ever taking anything back. */
@NullMarked
package dev.byok.text.markdown;

import org.jspecify.annotations.NullMarked;
