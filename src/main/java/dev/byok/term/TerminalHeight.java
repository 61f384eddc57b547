package dev.byok.term;

import java.util.Map;

/** Finds how many lines the terminal shows. */
public final class TerminalHeight {
  private static final WindowSize LINES = new WindowSize("LINES", true, 5, 24);

  private TerminalHeight() {}

  /**
   * Returns {@code LINES}, otherwise the size of the terminal that shows the answer, otherwise 24.
   */
  public static int of(Terminal terminal, Map<String, String> env) {
    return LINES.of(terminal, env);
  }
}
