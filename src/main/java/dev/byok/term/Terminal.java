package dev.byok.term;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which of the three standard streams are terminals, and whether color and animation are welcome.
 *
 * @param in whether a person may be typing
 * @param out whether answers go to a screen
 * @param err whether notices go to a screen
 */
public record Terminal(boolean in, boolean out, boolean err, boolean dumb) {

  /**
   * The launcher asks the system and passes the streams' letters, such as {@code
   * -Dbyok.terminal=ioe}; without a launcher nothing counts as a terminal unless the Java console
   * says that both ends are.
   */
  @SuppressWarnings("SystemConsoleNull") // it is null in a runtime without that module
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
