package dev.byok.cli.doctor;

import org.jspecify.annotations.Nullable;

/**
 * What a look found where nothing is broken; what is broken is a failure.
 *
 * @param hint what could be better, and how; null when nothing could
 */
record Finding(String message, @Nullable String hint) {
  static Finding of(String message) {
    return new Finding(message, null);
  }
}
