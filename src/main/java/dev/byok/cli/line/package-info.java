/** The command interface, and the parsing of its arguments. */
@NullMarked
package dev.byok.cli.line;

import org.jspecify.annotations.NullMarked;
