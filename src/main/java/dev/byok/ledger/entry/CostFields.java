package dev.byok.ledger.entry;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sets an estimated cost in the text of an entry and leaves every other byte as it is. */
public final class CostFields {
  private static final byte[] COST = ascii("\"cost_usd\"");
  private static final byte[] SOURCE = ascii("\"cost_source\"");
  private static final byte[] PRICE_LIST = ascii("\"price-list\"");

  private final byte[] raw;

  private CostFields(byte[] raw) {
    this.raw = raw;
  }

  /**
   * Returns the entry's text with this cost.
   *
   * @param raw a valid object without blanks between its tokens
   */
  public static byte[] with(BigDecimal costUsd, byte[] raw) {
    return new CostFields(raw).changed(ascii(costUsd.toPlainString()));
  }

  private byte[] changed(byte[] cost) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 64);
    boolean hasCost = false;
    boolean hasSource = false;
    int copied = 0;
    int at = 1;
    while (raw[at] == '"') {
      int value = stringEnd(at) + 1;
      int end = valueEnd(value);
      boolean isCost = is(COST, at, value - 1);
      boolean isSource = is(SOURCE, at, value - 1);
      if (isCost || isSource) {
        out.write(raw, copied, value - copied);
        out.writeBytes(isCost ? cost : PRICE_LIST);
        copied = end;
      }
      hasCost |= isCost;
      hasSource |= isSource;
      if (raw[end] == '}') {
        break;
      }
      at = end + 1;
    }
    out.write(raw, copied, raw.length - 1 - copied);
    // The name may also be there with escapes. If a field occurs twice, the last one counts.
    if (!hasCost) {
      add(COST, cost, out);
    }
    if (!hasSource) {
      add(SOURCE, PRICE_LIST, out);
    }
    out.write('}');
    return out.toByteArray();
  }

  private static void add(byte[] name, byte[] value, ByteArrayOutputStream out) {
    out.write(',');
    out.writeBytes(name);
    out.write(':');
    out.writeBytes(value);
  }

  private boolean is(byte[] name, int start, int end) {
    return Arrays.equals(raw, start, end, name, 0, name.length);
  }

  /** Returns the index after the closing quote. */
  private int stringEnd(int quote) {
    int at = quote + 1;
    while (raw[at] != '"') {
      at += raw[at] == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  /** Returns the index of the comma or brace after a value of the outermost object. */
  private int valueEnd(int start) {
    int depth = 0;
    int at = start;
    while (depth > 0 || (raw[at] != ',' && raw[at] != '}')) {
      switch (raw[at]) {
        case '"' -> at = stringEnd(at) - 1;
        case '{', '[' -> depth++;
        case '}', ']' -> depth--;
        default -> {}
      }
      at++;
    }
    return at;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
