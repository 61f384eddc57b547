package dev.byok.ledger.entry;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Writes and reads the times of the ledger: UTC, always with three decimals of a second. */
public final class Timestamp {
  private static final long YEAR_0 = -62_167_219_200L;
  private static final long YEAR_10000 = 253_402_300_800L;

  private Timestamp() {}

  /** Formats by hand: java.time's formatters would load hundreds of classes for every prompt. */
  public static String write(Instant time) {
    if (time.getEpochSecond() < YEAR_0 || time.getEpochSecond() >= YEAR_10000) {
      return time.toString();
    }
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(24);
    digits(text, utc.getYear(), 1000).append('-');
    digits(text, utc.getMonthValue(), 10).append('-');
    digits(text, utc.getDayOfMonth(), 10).append('T');
    digits(text, utc.getHour(), 10).append(':');
    digits(text, utc.getMinute(), 10).append(':');
    digits(text, utc.getSecond(), 10).append('.');
    return digits(text, utc.getNano() / 1_000_000, 100).append('Z').toString();
  }

  /** Reads an ISO 8601 time with {@code Z} or an offset. Returns null for anything else. */
  static @Nullable Instant read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeException noTime) {
      return null;
    }
  }

  private static StringBuilder digits(StringBuilder text, int number, int highest) {
    for (int unit = highest; unit > 0; unit /= 10) {
      text.append((char) ('0' + number / unit % 10));
    }
    return text;
  }
}
