/** What tests share: servers that fail on command, and certificates made for the occasion. */
@NullMarked
package dev.byok.testing;

import org.jspecify.annotations.NullMarked;
