/** Text for people: safe for a terminal, measured in columns, laid out in tables. */
@NullMarked
package dev.byok.text;

import org.jspecify.annotations.NullMarked;
