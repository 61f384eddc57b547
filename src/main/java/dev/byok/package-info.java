/** byok: the rooms are wired together in {@code Byok}. */
@NullMarked
package dev.byok;

import org.jspecify.annotations.NullMarked;
