package dev.byok.cli.line;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Times in files that people may edit. */
public final class Times {
  private Times() {}

  /** An ISO 8601 instant; null for anything else. */
  public static @Nullable Instant parse(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      return null;
    }
  }
}
