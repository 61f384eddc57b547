package dev.byok.cli.compare;

import dev.byok.cli.Arguments;
import dev.byok.cli.Services;

/**
 * What standard output is.
 *
 * @param screen whether somebody sees it
 * @param quiet whether nothing is wanted but answers
 */
record Style(boolean screen, boolean colour, boolean quiet) {
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  static Style of(Services services, Arguments given) {
    String when = given.text("--color");
    boolean wanted =
        services.terminal().out()
            && !services.terminal().dumb()
            && services.env().getOrDefault("NO_COLOR", "").isEmpty();
    boolean colour = "always".equals(when) || (wanted && !"never".equals(when));
    return new Style(services.terminal().out(), colour, given.has("--quiet"));
  }

  String dimmed(String text) {
    return colour ? DIM + text + PLAIN : text;
  }
}
