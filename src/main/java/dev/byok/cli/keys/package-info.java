/** Keys, as the command line adds, lists, tests, imports and removes them. */
@NullMarked
package dev.byok.cli.keys;

import org.jspecify.annotations.NullMarked;
