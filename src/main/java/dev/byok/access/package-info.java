/** Checks whether a key is good and what it may use. */
@NullMarked
package dev.byok.access;

import org.jspecify.annotations.NullMarked;
