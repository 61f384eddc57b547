/** The commands for saved sessions: {@code byok sessions}. */
@NullMarked
package dev.byok.cli.sessions;

import org.jspecify.annotations.NullMarked;
