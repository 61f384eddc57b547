/** Prices of tokens from the public price list, and the cost of a prompt. */
@NullMarked
package dev.byok.prices;

import org.jspecify.annotations.NullMarked;
