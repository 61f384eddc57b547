/** Servers that play providers and refuse whatever the real ones would. */
@NullMarked
package dev.byok.testing.strict;

import org.jspecify.annotations.NullMarked;
