/** Where files live, how they are written, and what the user has set. */
@NullMarked
package dev.byok.config;

import org.jspecify.annotations.NullMarked;
