/**
 * The program as a function of its streams, environment and arguments, and the wiring of its parts.
 */
@NullMarked
package dev.byok;

import org.jspecify.annotations.NullMarked;
