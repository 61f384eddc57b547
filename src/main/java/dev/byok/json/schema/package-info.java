/** JSON Schema: whether a value fits, by a library that only this room knows. */
@NullMarked
package dev.byok.json.schema;

import org.jspecify.annotations.NullMarked;
