/** Chooses the key that a request uses, and changes the stored keys. */
@NullMarked
package dev.byok.keys;

import org.jspecify.annotations.NullMarked;
