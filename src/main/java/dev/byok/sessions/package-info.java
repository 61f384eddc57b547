/** Saved sessions. */
@NullMarked
package dev.byok.sessions;

import org.jspecify.annotations.NullMarked;
