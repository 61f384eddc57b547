/** Completion in the user's shell. */
@NullMarked
package dev.byok.cli.completion;

import org.jspecify.annotations.NullMarked;
