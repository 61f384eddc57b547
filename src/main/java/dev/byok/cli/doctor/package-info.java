/** What byok depends on, looked at: {@code byok doctor}. */
@NullMarked
package dev.byok.cli.doctor;

import org.jspecify.annotations.NullMarked;
