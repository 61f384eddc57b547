/** The forms of keys, such as those that AWS and Kilo issue, and the checks of a key's text. */
@NullMarked
package dev.byok.keys.forms;

import org.jspecify.annotations.NullMarked;
