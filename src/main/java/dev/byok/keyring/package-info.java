/** A key's life: proved, stored, replaced, removed, checked. */
@NullMarked
package dev.byok.keyring;

import org.jspecify.annotations.NullMarked;
