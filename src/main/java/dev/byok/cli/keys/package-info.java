/** The {@code keys} commands, which add, list, test, import and remove keys. */
@NullMarked
package dev.byok.cli.keys;

import org.jspecify.annotations.NullMarked;
