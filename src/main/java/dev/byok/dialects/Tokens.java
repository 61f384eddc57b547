package dev.byok.dialects;

import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Counts that may be unknown. */
public final class Tokens {
  private Tokens() {}

  /** What is stated now; what was known before where nothing usable is stated. */
  public static @Nullable Long latest(JsonObject usage, String field, @Nullable Long before) {
    Long now = usage.count(field);
    return now == null ? before : now;
  }

  /**
   * A count with a part added that was left out of it. An unknown part counts as none; a sum that
   * no counter can hold is unknown.
   */
  public static @Nullable Long plus(@Nullable Long count, @Nullable Long part) {
    if (count == null || part == null) {
      return count;
    }
    long sum = count + part;
    return sum < 0 ? null : (Long) sum;
  }
}
