/** {@code byok exec} and {@code byok serve}: other programs use the keys without seeing them. */
@NullMarked
package dev.byok.cli.serve;

import org.jspecify.annotations.NullMarked;
