package dev.byok.term;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the three standard streams are terminals, and whether the terminal is a dumb one.
 *
 * @param in whether a person may be typing
 * @param out whether answers go to a screen
 * @param err whether notices go to a screen
 * @param dumb whether {@code TERM} is {@code dumb}
 */
public record Terminal(boolean in, boolean out, boolean err, boolean dumb) {

  /**
   * Detects the terminals. The launcher asks the system and passes the letters of the streams, such
   * as {@code -Dbyok.terminal=ioe}. Without a launcher, all three count as terminals only if the
   * Java console is one.
   */
  @SuppressWarnings("SystemConsoleNull") // null in a runtime without that module
  public static Terminal detect(@Nullable String letters, Map<String, String> env) {
    boolean dumb = "dumb".equals(env.get("TERM"));
    if (letters == null) {
      java.io.Console console = System.console();
      boolean both = console != null && console.isTerminal();
      return new Terminal(both, both, both, dumb);
    }
    return new Terminal(
        letters.indexOf('i') >= 0, letters.indexOf('o') >= 0, letters.indexOf('e') >= 0, dumb);
  }
}
