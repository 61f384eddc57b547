/** The commands, one file each. Nothing outside this package knows picocli. */
@NullMarked
package dev.byok.cli;

import org.jspecify.annotations.NullMarked;
