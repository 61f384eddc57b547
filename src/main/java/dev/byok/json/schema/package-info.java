/** Checks values against a JSON Schema, with a library that only this package uses. */
@NullMarked
package dev.byok.json.schema;

import org.jspecify.annotations.NullMarked;
