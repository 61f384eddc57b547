/** What providers list as their models, and what those cost. */
@NullMarked
package dev.byok.access.models;

import org.jspecify.annotations.NullMarked;
