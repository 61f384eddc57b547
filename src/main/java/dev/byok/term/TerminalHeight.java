package dev.byok.term;

import java.io.IOException;
import java.util.Map;

/** How many lines the terminal shows. */
public final class TerminalHeight {
  private static final int USUAL = 24;
  private static final int LEAST = 5;
  private static final int MOST = 1000;

  private TerminalHeight() {}

  /** What {@code LINES} says, else the size of the terminal that shows the answer, else 24. */
  public static int of(Terminal terminal, Map<String, String> env) {
    int stated = height(env.getOrDefault("LINES", ""));
    if (stated > 0) {
      return stated;
    }
    int asked = terminal.out() ? height(lines()) : 0;
    return asked > 0 ? asked : USUAL;
  }

  /** Of {@code 24 80} the first number. */
  private static String lines() {
    try {
      String size = Stty.run("size");
      return size.substring(0, Math.max(0, size.indexOf(' ')));
    } catch (IOException unknown) {
      // There is a usual height for terminals that do not tell.
      return "";
    }
  }

  /** 0 for what is no height. */
  private static int height(String text) {
    int height = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9' || text.length() > 6) {
        return 0;
      }
      height = height * 10 + (c - '0');
    }
    return height == 0 ? 0 : Math.clamp(height, LEAST, MOST);
  }
}
