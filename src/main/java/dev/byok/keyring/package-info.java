/** A key's life: verified, stored, replaced, removed, checked. */
@NullMarked
package dev.byok.keyring;

import org.jspecify.annotations.NullMarked;
