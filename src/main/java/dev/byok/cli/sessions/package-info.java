/** The commands for saved conversations: {@code byok sessions}. */
@NullMarked
package dev.byok.cli.sessions;

import org.jspecify.annotations.NullMarked;
