package dev.byok.term;

import java.util.Map;

/** How many characters fit on a line. */
public final class TerminalWidth {
  private static final WindowSize COLUMNS = new WindowSize("COLUMNS", false, 20, 80);

  private TerminalWidth() {}

  /** What {@code COLUMNS} says, else the size of the terminal that shows the answer, else 80. */
  public static int of(Terminal terminal, Map<String, String> env) {
    return COLUMNS.of(terminal, env);
  }
}
