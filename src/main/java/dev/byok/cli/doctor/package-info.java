/** {@code byok doctor}: checks what byok depends on. */
@NullMarked
package dev.byok.cli.doctor;

import org.jspecify.annotations.NullMarked;
