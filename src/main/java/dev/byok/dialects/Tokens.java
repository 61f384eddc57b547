package dev.byok.dialects;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Reads and adds token counts that may be unknown. */
public final class Tokens {
  /** A number with this many digits always fits a long. */
  private static final int MOST_DIGITS = 18;

  private Tokens() {}

  /** Returns the first of these fields that states a count, as a number or as digits. */
  public static @Nullable Long of(JsonObject usage, String... fields) {
    for (String field : fields) {
      Long count = usage.count(field);
      String text = count == null ? usage.text(field) : null;
      if (text != null && isWhole(text)) {
        count = Long.valueOf(text);
      }
      if (count != null) {
        return count;
      }
    }
    return null;
  }

  /**
   * Returns a count plus a part that it does not include. An unknown part counts as 0, and a sum
   * that overflows is unknown.
   */
  public static @Nullable Long plus(@Nullable Long count, @Nullable Long part) {
    if (count == null || part == null) {
      return count;
    }
    long sum = count + part;
    return sum < 0 ? null : (Long) sum;
  }

  private static boolean isWhole(String text) {
    boolean whole = !text.isEmpty() && text.length() <= MOST_DIGITS;
    for (int i = 0; whole && i < text.length(); i++) {
      whole = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    return whole;
  }
}
