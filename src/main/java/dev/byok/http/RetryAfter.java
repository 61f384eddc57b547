package dev.byok.http;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The wait that a server asks for, from the headers in use. */
public final class RetryAfter {
  private static final BigDecimal LONGEST_SECONDS =
      BigDecimal.valueOf(Duration.ofDays(30).toSeconds());

  private RetryAfter() {}

  /**
   * {@code retry-after-ms}, else {@code retry-after} in seconds or as a date; null when neither
   * makes sense.
   */
  public static @Nullable Duration of(Response response, Clock clock) {
    String milliseconds = response.header("retry-after-ms").orElse("");
    Duration wait = seconds(milliseconds, 3);
    if (wait != null) {
      return wait;
    }
    String value = response.header("retry-after").orElse("").strip();
    wait = seconds(value, 0);
    return wait == null ? untilDate(value, clock) : wait;
  }

  /** A wait of that many seconds; null when the number is negative or not one. */
  public static @Nullable Duration ofSeconds(@Nullable BigDecimal seconds) {
    if (seconds == null || seconds.signum() < 0) {
      return null;
    }
    BigDecimal bounded = seconds.min(LONGEST_SECONDS);
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

  private static @Nullable Duration untilDate(String text, Clock clock) {
    try {
      ZonedDateTime date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration wait = Duration.between(clock.instant(), date.toInstant());
      return wait.isNegative() ? Duration.ZERO : wait;
    } catch (DateTimeException noDate) {
      return null;
    }
  }
}
