/** What a token costs, as a price list says, and what a prompt cost. */
@NullMarked
package dev.byok.prices;

import org.jspecify.annotations.NullMarked;
