package dev.byok.cli.clients;

import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code --expires}: how long a token lasts, by the calendar, or its last day. */
final class Expiry {
  static final String OPTION = "--expires";

  /** The word for a token that does not expire. */
  static final String NEVER = "never";

  private static final int LAST_YEAR = 9999;
  private static final Pattern SPAN = Pattern.compile("(\\d{1,5})([hdwm])");
  private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

  private Expiry() {}

  /** Returns the first moment at which the token no longer counts; null for never. */
  static @Nullable Instant of(String text, ZonedDateTime now) {
    if (text.equals(NEVER)) {
      return null;
    }
    ZonedDateTime end = end(text, now);
    if (end == null || end.getYear() > LAST_YEAR) {
      throw Values.wrong(
          OPTION, text, "a time such as 12h, 30d, 2w or 3m (months), a day (2027-01-31), or never");
    }
    if (!end.isAfter(now)) {
      throw Failure.of(Kind.USAGE, OPTION + " " + UserWord.quoted(text) + " is not in the future")
          .hint("byok clients rm removes a client");
    }
    return end.toInstant();
  }

  private static @Nullable ZonedDateTime end(String text, ZonedDateTime now) {
    try {
      if (DAY.matcher(text).matches()) {
        return LocalDate.parse(text).plusDays(1).atStartOfDay(now.getZone());
      }
      Matcher span = SPAN.matcher(text);
      if (!span.matches()) {
        return null;
      }
      int count = Integer.parseInt(String.valueOf(span.group(1)));
      return switch (String.valueOf(span.group(2))) {
        case "h" -> now.plusHours(count);
        case "d" -> now.plusDays(count);
        case "w" -> now.plusWeeks(count);
        default -> now.plusMonths(count);
      };
    } catch (DateTimeException noSuchDay) {
      return null;
    }
  }
}
