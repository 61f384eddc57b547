/** A model's markdown drawn on a terminal while it arrives, without ever taking anything back. */
@NullMarked
package dev.byok.term.markdown;

import org.jspecify.annotations.NullMarked;
