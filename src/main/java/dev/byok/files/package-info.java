/** The user's own files: who may have written them, how they are written, and their locks. */
@NullMarked
package dev.byok.files;

import org.jspecify.annotations.NullMarked;
