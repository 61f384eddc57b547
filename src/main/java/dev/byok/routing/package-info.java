/** Decides once which provider, host, dialect and key a model reference means. */
@NullMarked
package dev.byok.routing;

import org.jspecify.annotations.NullMarked;
