/** Names of keys, and what config.json says about each. */
@NullMarked
package dev.byok.keys.names;

import org.jspecify.annotations.NullMarked;
