/** The keys that Kilo keeps for its users. */
@NullMarked
package dev.byok.access.kilo;

import org.jspecify.annotations.NullMarked;
