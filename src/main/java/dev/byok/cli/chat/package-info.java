/** {@code byok chat}: the conversation in the terminal. */
@NullMarked
package dev.byok.cli.chat;

import org.jspecify.annotations.NullMarked;
