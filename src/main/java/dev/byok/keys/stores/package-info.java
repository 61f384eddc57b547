/** The stores of secrets: the system keychain, an encrypted file, a helper program. */
@NullMarked
package dev.byok.keys.stores;

import org.jspecify.annotations.NullMarked;
