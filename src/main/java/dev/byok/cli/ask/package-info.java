/** {@code run} and {@code fim}: one prompt, what goes into it and what is printed. */
@NullMarked
package dev.byok.cli.ask;

import org.jspecify.annotations.NullMarked;
