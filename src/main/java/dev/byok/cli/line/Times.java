package dev.byok.cli.line;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads times in files that people may edit. */
public final class Times {
  private Times() {}

  /** Parses an ISO 8601 instant. Returns null for anything else. */
  public static @Nullable Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
