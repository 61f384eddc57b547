package dev.byok.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * The result of a check that passed. A check that fails throws a failure.
 *
 * @param hint what could be better, and how; null if nothing could
 */
record Finding(String message, @Nullable String hint) {
  static Finding of(String message) {
    return new Finding(message, null);
  }
}
