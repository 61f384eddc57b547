/** Is this key good, and what may it use? */
@NullMarked
package dev.byok.access;

import org.jspecify.annotations.NullMarked;
