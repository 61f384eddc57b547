/** Text for people: made safe for a terminal, measured in columns, put into tables. */
@NullMarked
package dev.byok.text;

import org.jspecify.annotations.NullMarked;
