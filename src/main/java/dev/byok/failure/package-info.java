/** Failures: one exception, and the names and numbers of the exit codes. */
@NullMarked
package dev.byok.failure;

import org.jspecify.annotations.NullMarked;
