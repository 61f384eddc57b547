package dev.byok.http;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads from the headers how long a server asks byok to wait. */
public final class RetryAfter {
  private static final long LONGEST_SECONDS = Duration.ofDays(30).toSeconds();

  private static final int SHORTEST_DATE = "Sun Nov  6 08:49:37 1994".length();
  private static final int LONGEST_DATE = "Wednesday, 06-Nov-94 08:49:37 GMT".length();

  private RetryAfter() {}

  /**
   * Returns the wait from {@code retry-after-ms}, or otherwise from {@code retry-after} in seconds
   * or as any HTTP date; null if neither is valid.
   */
  public static @Nullable Duration of(Response response, Clock clock) {
    String milliseconds = response.header("retry-after-ms").orElse("");
    Duration wait = seconds(milliseconds, 3);
    if (wait != null) {
      return wait;
    }
    String value = response.header("retry-after").orElse("").strip();
    wait = seconds(value, 0);
    return wait == null ? untilDate(value, response.header("date").orElse(""), clock) : wait;
  }

  /** Returns a wait of that many seconds, or null if the number is missing or negative. */
  public static @Nullable Duration ofSeconds(@Nullable BigDecimal seconds) {
    if (seconds == null || seconds.signum() < 0) {
      return null;
    }
    BigDecimal bounded = seconds.min(BigDecimal.valueOf(LONGEST_SECONDS));
    return Duration.ofMillis(bounded.movePointRight(3).longValue());
  }

  private static @Nullable Duration seconds(String text, int scale) {
    boolean number = !text.isEmpty() && text.length() <= 20;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      number &= (c >= '0' && c <= '9') || (c == '.' && i > 0);
    }
    if (!number || text.indexOf('.') != text.lastIndexOf('.')) {
      return null;
    }
    return ofSeconds(new BigDecimal(text).movePointLeft(scale));
  }

  /** Measures from the server's own {@code Date} if it sent one: the local clock may be wrong. */
  private static @Nullable Duration untilDate(String text, String servers, Clock clock) {
    Instant end = date(text);
    if (end == null) {
      return null;
    }
    Instant now = date(servers.strip());
    Duration wait = Duration.between(now == null ? clock.instant() : now, end);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  /** Parses the three forms of RFC 9110, section 5.6.7; null for anything else. */
  private static @Nullable Instant date(String text) {
    if (text.length() < SHORTEST_DATE || text.length() > LONGEST_DATE) {
      return null;
    }
    try {
      if (text.charAt(3) == ',') {
        return ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      }
      String form =
          text.charAt(3) == ' ' ? "EEE MMM ppd HH:mm:ss yyyy" : "EEEE, dd-MMM-yy HH:mm:ss 'GMT'";
      TemporalAccessor parsed = DateTimeFormatter.ofPattern(form, Locale.US).parse(text);
      return LocalDateTime.from(parsed).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
