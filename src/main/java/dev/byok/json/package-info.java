/**
 * Reads and writes JSON as plain maps and lists, over Jackson's streaming parser, with ceilings.
 */
@NullMarked
package dev.byok.json;

import org.jspecify.annotations.NullMarked;
