/** One prompt: {@code run} and {@code fim}, what goes into them and what they print. */
@NullMarked
package dev.byok.cli.ask;

import org.jspecify.annotations.NullMarked;
