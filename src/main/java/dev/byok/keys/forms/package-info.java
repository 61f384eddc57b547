/** Keys that are more than one word: what AWS and Kilo issue. */
@NullMarked
package dev.byok.keys.forms;

import org.jspecify.annotations.NullMarked;
