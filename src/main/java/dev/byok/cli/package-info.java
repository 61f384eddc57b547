/** One file a command; the only room that knows picocli. */
@NullMarked
package dev.byok.cli;

import org.jspecify.annotations.NullMarked;
