/** Where byok's files are, and what the user has set. */
@NullMarked
package dev.byok.config;

import org.jspecify.annotations.NullMarked;
