package dev.byok.cli;

import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Sets the synopsis of commands in the usual form: required words have no brackets. */
final class Synopsis {
  /** Commands whose synopsis includes options, or which report a missing word themselves. */
  private static final Map<String, String> OWN =
      Map.of(
          "byok run", "[-m MODEL] [options] [PROMPT...]",
          "byok chat", "[-m MODEL] [options]",
          "byok compare", "-m MODEL -m MODEL... [options] [PROMPT...]",
          "byok fim", "[-m MODEL] --prefix FILE [--suffix FILE] [options]",
          "byok budget set", "LIMIT --per PERIOD [options]",
          "byok completion", "SHELL");

  private Synopsis() {}

  /** Sets the synopsis of a command and of all its subcommands. */
  static void everywhere(CommandSpec command) {
    command.usageMessage().customSynopsis(of(command));
    for (CommandLine below : command.subcommands().values()) {
      everywhere(below.getCommandSpec());
    }
  }

  private static String of(CommandSpec command) {
    String name = command.qualifiedName();
    String own = OWN.get(name);
    return name + " " + (own == null ? usual(command) : own);
  }

  private static String usual(CommandSpec command) {
    StringBuilder text = new StringBuilder();
    for (PositionalParamSpec word : command.positionalParameters()) {
      String label = word.paramLabel() + (word.arity().max() > 1 ? "..." : "");
      text.append(word.required() ? label : "[" + label + "]").append(' ');
    }
    text.append("[options]");
    if (!command.subcommands().isEmpty()) {
      text.append(' ').append(command.usageMessage().synopsisSubcommandLabel());
    }
    return text.toString();
  }
}
