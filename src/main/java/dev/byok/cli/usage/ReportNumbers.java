package dev.byok.cli.usage;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats numbers for people: exact, with {@code -} for an unknown one. */
public final class ReportNumbers {
  static final String UNKNOWN = "-";

  private ReportNumbers() {}

  /** Returns a whole number with commas between thousands. */
  public static String count(@Nullable Number count) {
    if (count == null) {
      return UNKNOWN;
    }
    StringBuilder text = new StringBuilder().append(count);
    int first = text.charAt(0) == '-' ? 1 : 0;
    for (int at = text.length() - 3; at > first; at -= 3) {
      text.insert(at, ',');
    }
    return text.toString();
  }

  /** Returns a decimal number without an exponent or trailing zeros. */
  public static String plain(@Nullable BigDecimal amount) {
    return amount == null
        ? UNKNOWN
        : amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString();
  }

  /** Appends spaces to the amounts, so that their points meet in a right-aligned column. */
  static List<String> aligned(List<@Nullable BigDecimal> amounts) {
    List<String> cells = new ArrayList<>();
    int most = 0;
    for (BigDecimal amount : amounts) {
      String cell = plain(amount);
      cells.add(cell);
      most = Math.max(most, fraction(cell));
    }
    for (int i = 0; i < cells.size(); i++) {
      cells.set(i, cells.get(i) + " ".repeat(most - fraction(cells.get(i))));
    }
    return cells;
  }

  /** The number of characters from the decimal point on. */
  private static int fraction(String cell) {
    int point = cell.indexOf('.');
    return point < 0 ? 0 : cell.length() - point;
  }
}
