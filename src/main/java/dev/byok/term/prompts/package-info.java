/** Questions on the terminal: hidden ones for secrets, and yes-or-no ones. */
@NullMarked
package dev.byok.term.prompts;

import org.jspecify.annotations.NullMarked;
