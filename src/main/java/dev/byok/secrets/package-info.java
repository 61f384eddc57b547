/** The one type that holds a secret, and the one function that removes secrets from text. */
@NullMarked
package dev.byok.secrets;

import org.jspecify.annotations.NullMarked;
