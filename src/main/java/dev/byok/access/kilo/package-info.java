/** The keys that Kilo stores for its users. */
@NullMarked
package dev.byok.access.kilo;

import org.jspecify.annotations.NullMarked;
