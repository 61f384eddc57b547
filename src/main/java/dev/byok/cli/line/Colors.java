package dev.byok.cli.line;

import java.util.List;

/** Whether colors are welcome. */
public final class Colors {
  /** What {@code --color} takes. */
  public static final List<String> WHEN = List.of("auto", "always", "never");

  private Colors() {}

  /** {@code --color}, else {@code NO_COLOR}, else whether answers go to a screen that has them. */
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
