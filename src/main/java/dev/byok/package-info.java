/** The program: its streams, environment and arguments, and what makes each of its parts. */
@NullMarked
package dev.byok;

import org.jspecify.annotations.NullMarked;
