package dev.byok.cli.compare;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colors;
import dev.byok.cli.line.Tools;

/**
 * The style of standard output.
 *
 * @param screen whether it is a terminal
 * @param quiet whether to show only answers
 */
public record CompareStyle(boolean screen, boolean color, boolean quiet) {
  private static final String DIM = "\u001b[2m";
  private static final String PLAIN = "\u001b[0m";

  public static CompareStyle of(Tools tools, Arguments given) {
    boolean color = Colors.wanted(tools, given);
    return new CompareStyle(tools.terminal().out(), color, given.has("--quiet"));
  }

  String dimmed(String text) {
    return color ? DIM + text + PLAIN : text;
  }
}
