package dev.byok.cli.line;

import java.util.List;

/** Decides whether to use colors. */
public final class Colors {
  /** The values of {@code --color}. */
  public static final List<String> WHEN = List.of("auto", "always", "never");

  private Colors() {}

  /**
   * Decides by {@code --color}, otherwise by {@code NO_COLOR}, otherwise by whether stdout is a
   * terminal with colors.
   */
  public static boolean wanted(Tools tools, Arguments given) {
    String when = given.text("--color");
    if ("always".equals(when)) {
      return true;
    }
    return !"never".equals(when)
        && tools.terminal().out()
        && !tools.terminal().dumb()
        && tools.env().getOrDefault("NO_COLOR", "").isEmpty();
  }
}
