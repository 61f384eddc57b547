/** Where price lists come from. */
@NullMarked
package dev.byok.prices.fetch;

import org.jspecify.annotations.NullMarked;
