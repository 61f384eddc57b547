/** What byok knows of providers and models: data, read from providers.json. */
@NullMarked
package dev.byok.catalog;

import org.jspecify.annotations.NullMarked;
