/** Asks AWS whether it takes a key, and which models the key may use. */
@NullMarked
package dev.byok.access.bedrock;

import org.jspecify.annotations.NullMarked;
