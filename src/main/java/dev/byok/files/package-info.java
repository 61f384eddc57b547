/** Files of the user's own: who may have written them, how they are written, and locks on them. */
@NullMarked
package dev.byok.files;

import org.jspecify.annotations.NullMarked;
