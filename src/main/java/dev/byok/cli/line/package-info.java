/** What a command is, and what reads its words. */
@NullMarked
package dev.byok.cli.line;

import org.jspecify.annotations.NullMarked;
