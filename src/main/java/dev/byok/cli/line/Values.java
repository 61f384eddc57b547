package dev.byok.cli.line;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the values of options and reports what is allowed if one is not valid. */
public final class Values {
  private static final long LONGEST_SECONDS = 86_400;

  private Values() {}

  /** Reads {@code 90}, {@code 90s}, {@code 1500ms} or {@code 2m}: more than 0 and at most a day. */
  public static Duration duration(String option, String text) {
    String digits = text;
    int shift = 0;
    long factor = 1;
    if (text.endsWith("ms")) {
      digits = text.substring(0, text.length() - 2);
      shift = -3;
    } else if (text.endsWith("s")) {
      digits = text.substring(0, text.length() - 1);
    } else if (text.endsWith("m")) {
      digits = text.substring(0, text.length() - 1);
      factor = 60;
    }
    BigDecimal number = decimalOrNull(digits);
    if (number != null) {
      BigDecimal seconds = number.scaleByPowerOfTen(shift).multiply(BigDecimal.valueOf(factor));
      boolean fits = seconds.compareTo(BigDecimal.valueOf(LONGEST_SECONDS)) <= 0;
      long milliseconds = fits ? seconds.movePointRight(3).longValue() : 0;
      if (milliseconds > 0) {
        return Duration.ofMillis(milliseconds);
      }
    }
    throw wrong(option, text, "a time such as 30s, 1500ms or 2m, at most a day");
  }

  /** Reads a whole number from {@code least} to {@code most}; null stays null. */
  public static @Nullable Long whole(String option, @Nullable String text, long least, long most) {
    if (text == null) {
      return null;
    }
    BigDecimal number = decimalOrNull(text);
    boolean fits =
        number != null
            && number.scale() <= 0
            && number.compareTo(BigDecimal.valueOf(least)) >= 0
            && number.compareTo(BigDecimal.valueOf(most)) <= 0;
    if (number == null || !fits) {
      throw wrong(option, text, "a whole number from " + least + " to " + most);
    }
    return number.longValue();
  }

  /** Reads a decimal number from {@code least} to {@code most}; null stays null. */
  public static @Nullable BigDecimal decimal(
      String option, @Nullable String text, long least, long most) {
    if (text == null) {
      return null;
    }
    BigDecimal number = decimalOrNull(text);
    if (number == null
        || number.compareTo(BigDecimal.valueOf(least)) < 0
        || number.compareTo(BigDecimal.valueOf(most)) > 0) {
      throw wrong(option, text, "a number from " + least + " to " + most);
    }
    return number;
  }

  /** Reads one of an enum's constants, in lower case; null stays null. */
  public static <E extends Enum<E>> @Nullable E choice(
      String option, @Nullable String text, List<E> allowed) {
    if (text == null) {
      return null;
    }
    StringBuilder names = new StringBuilder();
    for (E one : allowed) {
      String name = one.name().toLowerCase(Locale.ROOT);
      if (name.equals(text)) {
        return one;
      }
      names.append(names.isEmpty() ? "" : ", ").append(name);
    }
    throw wrong(option, text, names.toString());
  }

  /** Reads {@code NAME=VALUE} pairs. */
  public static Map<String, String> tags(List<String> pairs) {
    Map<String, String> tags = new LinkedHashMap<>();
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      if (equals <= 0) {
        throw wrong("--tag", pair, "a name and a value, such as job=nightly");
      }
      PastedKey.refuseCertain(pair.substring(equals + 1));
      tags.put(pair.substring(0, equals), pair.substring(equals + 1));
    }
    return tags;
  }

  private static @Nullable BigDecimal decimalOrNull(String text) {
    boolean plain = !text.isEmpty() && text.length() <= 25;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      plain &= (c >= '0' && c <= '9') || (c == '.' && text.length() > 1) || (c == '-' && i == 0);
    }
    try {
      return plain ? new BigDecimal(text) : null;
    } catch (NumberFormatException twoPoints) {
      return null;
    }
  }

  /** Returns the failure for an option's value, with what is allowed instead. */
  public static Failure wrong(String option, String text, String allowed) {
    return Failure.of(Kind.USAGE, option + " does not take " + UserWord.quoted(text, 60))
        .hint("it takes " + allowed);
  }
}
