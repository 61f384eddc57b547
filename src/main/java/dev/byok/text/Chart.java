package dev.byok.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of horizontal bars between names and numbers. The longest bar takes all the room on the
 * line; every value above zero shows at least the thinnest bar.
 */
public final class Chart {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final int SHORTEST = 8;
  private static final String GAP = "  ";

  private final int width;
  private final boolean plain;
  private final List<Row> rows = new ArrayList<>();
  private BigDecimal largest = BigDecimal.ZERO;

  private record Row(String label, @Nullable BigDecimal value, String shown) {}

  /**
   * @param width how many characters fit on a line
   * @param plain whether to draw with {@code #} instead of blocks
   */
  public Chart(int width, boolean plain) {
    this.width = width;
    this.plain = plain;
  }

  /**
   * Adds a bar.
   *
   * @param value not negative; null if unknown, which draws no bar
   * @param shown the value as text
   */
  public Chart row(String label, @Nullable BigDecimal value, String shown) {
    rows.add(new Row(SafeText.line(label), value, SafeText.line(shown)));
    largest = value == null ? largest : largest.max(value);
    return this;
  }

  @Override
  public String toString() {
    int labels = 0;
    int numbers = 0;
    for (Row row : rows) {
      labels = Math.max(labels, row.label().length());
      numbers = Math.max(numbers, row.shown().length());
    }
    int most = Math.max(SHORTEST, width - labels - numbers - 2 * GAP.length());
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      String bar = bar(row.value(), most);
      String line =
          row.label()
              + " ".repeat(labels - row.label().length())
              + GAP
              + bar
              + " ".repeat(most - bar.length())
              + GAP
              + " ".repeat(numbers - row.shown().length())
              + row.shown();
      text.append(line.stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private String bar(@Nullable BigDecimal value, int most) {
    if (value == null || value.signum() == 0) {
      return "";
    }
    int parts = plain ? 1 : EIGHTHS.length();
    BigDecimal exact = value.multiply(BigDecimal.valueOf((long) most * parts));
    int length = Math.max(1, exact.divide(largest, 0, RoundingMode.HALF_UP).intValueExact());
    if (plain) {
      return "#".repeat(length);
    }
    String whole = "█".repeat(length / parts);
    return length % parts == 0 ? whole : whole + EIGHTHS.charAt(length % parts);
  }
}
