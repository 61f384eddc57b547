/** Questions on the terminal: hidden ones for secrets, and those that want a yes. */
@NullMarked
package dev.byok.term.prompts;

import org.jspecify.annotations.NullMarked;
