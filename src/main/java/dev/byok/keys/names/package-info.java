/** Names of keys, and what config.json knows of each. */
@NullMarked
package dev.byok.keys.names;

import org.jspecify.annotations.NullMarked;
