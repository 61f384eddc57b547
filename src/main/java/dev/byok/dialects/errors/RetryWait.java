package dev.byok.dialects.errors;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the wait, in seconds, that the body of a report asks for: in a field, or in a sentence such
 * as {@code Please retry in 34.07s}, {@code try again in 6m0s} or {@code retry after 12 seconds}.
 */
final class RetryWait {
  private static final String NUMBER = "\\d{1,9}(?:\\.\\d{1,9})?";
  private static final Pattern DURATION =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(" + NUMBER + ")(ms|s))?");
  private static final Pattern IN_WORDS =
      Pattern.compile(
          "(?:retry|try again) in (?<duration>(?:"
              + NUMBER
              + "(?:ms|[hms])){1,4})\\b|(?:retry|try again|please wait)(?: after| in)? (?<seconds>"
              + NUMBER
              + ") ?sec",
          Pattern.CASE_INSENSITIVE);
  private static final int MOST_READ = 2_000;

  private RetryWait() {}

  static @Nullable BigDecimal of(JsonObject body, String message) {
    JsonObject error = body.at("error");
    for (JsonObject part : List.of(body, error, body.at("detail"), error.at("metadata"))) {
      BigDecimal seconds = seconds(part, "retry_after");
      if (seconds != null) {
        return seconds;
      }
    }
    for (JsonObject detail : error.objects("details")) {
      BigDecimal seconds = seconds(detail, "retryDelay");
      if (seconds != null) {
        return seconds;
      }
    }
    Matcher words = IN_WORDS.matcher(message);
    if (!words.region(0, Math.min(message.length(), MOST_READ)).find()) {
      return null;
    }
    String seconds = words.group("seconds");
    return seconds == null ? duration(words.group("duration")) : new BigDecimal(seconds);
  }

  private static @Nullable BigDecimal seconds(JsonObject from, String field) {
    String text = from.text(field);
    if (text == null) {
      return from.decimal(field);
    }
    String stripped = text.strip();
    return duration(stripped.matches(NUMBER) ? stripped + "s" : stripped);
  }

  /** Returns the seconds in {@code 34.07s}, {@code 1h2m3s} or {@code 120ms}; null otherwise. */
  private static @Nullable BigDecimal duration(String text) {
    Matcher parts = DURATION.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return null;
    }
    BigDecimal whole =
        number(parts.group(1))
            .multiply(BigDecimal.valueOf(3600))
            .add(number(parts.group(2)).multiply(BigDecimal.valueOf(60)));
    BigDecimal last = number(parts.group(3));
    return whole.add("ms".equals(parts.group(4)) ? last.movePointLeft(3) : last);
  }

  private static BigDecimal number(@Nullable String digits) {
    return digits == null ? BigDecimal.ZERO : new BigDecimal(digits);
  }
}
