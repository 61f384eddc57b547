/** Fetches the public price list. */
@NullMarked
package dev.byok.prices.fetch;

import org.jspecify.annotations.NullMarked;
