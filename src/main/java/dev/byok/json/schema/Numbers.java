package dev.byok.json.schema;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handles numbers with exponents, which are short to write but can be endless to calculate with.
 */
final class Numbers {
  /** A number beyond this would take unlimited memory when written out. */
  private static final int LARGEST_EXPONENT = 400;

  private Numbers() {}

  static boolean isWithinReach(BigDecimal number) {
    return Math.abs((long) number.scale()) <= LARGEST_EXPONENT;
  }

  /** Returns a normal form: 0.5 and 0.50 become the same. */
  static BigDecimal plain(BigDecimal number) {
    if (!isWithinReach(number)) {
      return number;
    }
    BigDecimal stripped = number.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  /** Returns where the numbers are that cannot be used in calculations. */
  static List<String> outOfReach(@Nullable Object value) {
    List<String> found = new ArrayList<>();
    collect(value, "", found);
    return found;
  }

  private static void collect(@Nullable Object value, String pointer, List<String> found) {
    if (value instanceof BigDecimal number && !isWithinReach(number)) {
      found.add(pointer);
    } else if (value instanceof JsonObject object) {
      for (Map.Entry<String, @Nullable Object> field : object.fields().entrySet()) {
        collect(field.getValue(), pointer + "/" + Pointer.escaped(field.getKey()), found);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(list.get(i), pointer + "/" + i, found);
      }
    }
  }
}
