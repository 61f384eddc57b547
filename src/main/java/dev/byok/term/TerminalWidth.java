package dev.byok.term;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many characters fit on a line. */
public final class TerminalWidth {
  private static final int USUAL = 80;
  private static final int LEAST = 20;
  private static final int MOST = 1000;

  private TerminalWidth() {}

  /** What {@code COLUMNS} says, else the size of the terminal that shows the answer, else 80. */
  public static int of(Terminal terminal, Map<String, String> env) {
    int stated = width(env.get("COLUMNS"));
    if (stated > 0) {
      return stated;
    }
    int asked = terminal.out() ? width(columns()) : 0;
    return asked > 0 ? asked : USUAL;
  }

  /** Of {@code 24 80} the second number. */
  private static @Nullable String columns() {
    try {
      String size = Stty.run("size");
      return size.substring(size.indexOf(' ') + 1);
    } catch (IOException unknown) {
      // There is a usual width for terminals that do not tell.
      return null;
    }
  }

  /** 0 for what is no width. */
  private static int width(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 6 || !isDigits(text)) {
      return 0;
    }
    int width = Integer.parseInt(text);
    return width == 0 ? 0 : Math.clamp(width, LEAST, MOST);
  }

  private static boolean isDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }
}
