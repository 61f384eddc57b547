/** The one type that holds a secret, and the one function that takes secrets out of text. */
@NullMarked
package dev.byok.secrets;

import org.jspecify.annotations.NullMarked;
