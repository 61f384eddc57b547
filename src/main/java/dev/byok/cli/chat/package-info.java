/** {@code byok chat}: a session in the terminal. */
@NullMarked
package dev.byok.cli.chat;

import org.jspecify.annotations.NullMarked;
