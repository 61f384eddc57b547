package dev.byok.cli.line;

import java.util.List;

/** Whether colours are welcome. */
public final class Colours {
  /** What {@code --color} takes. */
  public static final List<String> WHEN = List.of("auto", "always", "never");

  private Colours() {}

  /** {@code --color}, else {@code NO_COLOR}, else whether answers go to a screen that has them. */
  public static boolean wanted(Services services, Arguments given) {
    String when = given.text("--color");
    if ("always".equals(when)) {
      return true;
    }
    return !"never".equals(when)
        && services.terminal().out()
        && !services.terminal().dumb()
        && services.env().getOrDefault("NO_COLOR", "").isEmpty();
  }
}
