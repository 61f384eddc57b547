/** Names of keys, the places they rest in, and which one a request uses. */
@NullMarked
package dev.byok.keys;

import org.jspecify.annotations.NullMarked;
