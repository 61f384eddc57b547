package dev.byok.testing.strict;

import java.util.ArrayList;
import java.util.List;

/** What the players say, which is the same in every dialect. */
final class Script {
  /** A text with characters of one to four bytes, which pieces on the wire may cut through. */
  static final String PROSE = "Grüße aus dem Netz: 世界 🌍, und \"Anführung\" \\ mit\nZeile.";

  /** An answer that fits a schema with a {@code city} and its {@code people}. */
  static final String FITTING = "{\"city\":\"Łódź\",\"people\":664071}";

  static final String THOUGHT = "Erst denken… dann 答え.";

  private Script() {}

  static String text(boolean structured, List<String> files) {
    if (structured) {
      return FITTING;
    }
    return files.isEmpty() ? PROSE : PROSE + " Seen: " + String.join("; ", files);
  }

  /** Splits the text into three pieces of whole characters. */
  static List<String> pieces(String text) {
    int first = text.offsetByCodePoints(0, 4);
    int second = text.offsetByCodePoints(0, text.codePointCount(0, text.length()) / 2);
    List<String> pieces = new ArrayList<>();
    pieces.add(text.substring(0, first));
    pieces.add(text.substring(first, second));
    pieces.add(text.substring(second));
    return pieces;
  }
}
