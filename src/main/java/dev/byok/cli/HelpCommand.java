package dev.byok.cli;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colors;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok help}: shows what {@code --help} of a command shows. */
record HelpCommand(Tools tools) implements Command {
  static CommandSpec spec() {
    return Specs.command("help", "show the help of a command")
        .addPositional(Specs.words("0..*", "COMMAND", "the command; the start page without one"));
  }

  @Override
  public int run(Arguments given) {
    List<String> words = given.words();
    CommandLine line = CommandTable.commandLine(words);
    for (String word : words) {
      CommandLine below = line.getSubcommands().get(word);
      if (below == null) {
        throw UsageErrors.unknownCommand(word, line);
      }
      line = below;
    }
    show(tools, line, Colors.wanted(tools, given));
    return 0;
  }

  /** Prints the help page of a command, or the start page. */
  static void show(Tools tools, CommandLine line, boolean colored) {
    boolean whole = line.getCommandSpec().parent() == null;
    tools.out().drawn(whole ? StartPage.TEXT : HelpPage.of(line, tools, colored));
  }
}
