/** Consoles for chat: a screen and keyboard, or plain streams in their place. */
@NullMarked
package dev.byok.term.console;

import org.jspecify.annotations.NullMarked;
