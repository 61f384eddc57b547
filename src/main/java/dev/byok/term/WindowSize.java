package dev.byok.term;

import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds one measure of the terminal's window: its lines or its columns. */
final class WindowSize {
  private static final int MOST = 1000;

  private final String variable;
  private final boolean isFirst;
  private final int least;
  private final int usual;

  /**
   * @param variable the shell's variable for it
   * @param isFirst whether the system prints it first, as in {@code 24 80}
   * @param usual for terminals that do not report a size
   */
  WindowSize(String variable, boolean isFirst, int least, int usual) {
    this.variable = variable;
    this.isFirst = isFirst;
    this.least = least;
    this.usual = usual;
  }

  /**
   * Returns the variable, otherwise the size of the answer's terminal, otherwise the usual size.
   */
  int of(Terminal terminal, Map<String, String> env) {
    int stated = size(env.get(variable));
    if (stated > 0) {
      return stated;
    }
    int asked = terminal.out() ? size(ask()) : 0;
    return asked > 0 ? asked : usual;
  }

  private @Nullable String ask() {
    try {
      String both = Stty.run("size");
      int blank = both.indexOf(' ');
      return isFirst ? both.substring(0, Math.max(0, blank)) : both.substring(blank + 1);
    } catch (IOException unknown) {
      // The usual size applies.
      return null;
    }
  }

  /** Returns 0 for text that is not a size. */
  private int size(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > 6 || !isDigits(text)) {
      return 0;
    }
    int size = Integer.parseInt(text);
    return size == 0 ? 0 : Math.clamp(size, least, MOST);
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
