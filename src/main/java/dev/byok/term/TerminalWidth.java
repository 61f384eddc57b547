package dev.byok.term;

import java.util.Map;

/** Finds how many characters fit on a line. */
public final class TerminalWidth {
  private static final WindowSize COLUMNS = new WindowSize("COLUMNS", false, 20, 80);

  private TerminalWidth() {}

  /** Returns {@code COLUMNS}, otherwise the size of the answer's terminal, otherwise 80. */
  public static int of(Terminal terminal, Map<String, String> env) {
    return COLUMNS.of(terminal, env);
  }
}
