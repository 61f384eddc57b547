package dev.byok.cli;

import dev.byok.cli.completion.KnownNames;
import dev.byok.cli.completion.NamesCommand;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colors;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.FailureJson;
import dev.byok.cli.line.Tools;
import dev.byok.conversation.Usage;
import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Parses the arguments, runs the command that they name, and turns a failure into text and an exit
 * code.
 */
public final class CommandRunner {
  /** What asks for the start page alone, which needs no model of the commands. */
  private static final List<List<String>> HELP =
      List.of(List.of("--help"), List.of("-h"), List.of("help"));

  private final Collaborators made;
  private final Tools tools;

  public CommandRunner(Collaborators made) {
    this.made = made;
    this.tools = made.tools();
  }

  public int run(List<String> args) {
    // Known before parsing, since a parse error is reported in that form too.
    int end = args.indexOf("--");
    boolean json = (end < 0 ? args : args.subList(0, end)).contains("--json");
    try {
      return NamesCommand.isAsked(args) ? names(args) : dispatch(args);
    } catch (Failure failure) {
      return report(failure, json);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
      return report(Bugs.failure(bug), json);
    }
  }

  private int names(List<String> args) {
    KnownNames known = new KnownNames(tools, made.setup(), made.storage());
    return NamesCommand.run(tools.out(), known, args);
  }

  private int dispatch(List<String> args) {
    if (args.isEmpty() || HELP.contains(args)) {
      tools.out().drawn(StartPage.TEXT);
      return 0;
    }
    Arguments given = parsed(args);
    CommandSpec chosen = given.command().commandSpec();
    checkColor(given);
    tools.messages().setQuiet(given.has("--quiet"));
    tools.messages().setVerbose(given.has("--verbose"));
    if (given.noInput()) {
      made.setup().neverPrompt();
    }
    if (given.has("--version")) {
      VersionCommand.print(tools);
      return 0;
    }
    if (given.has("--help")) {
      HelpCommand.show(tools, chosen.commandLine(), Colors.wanted(tools, given));
      return 0;
    }
    Command command = CommandTable.command(chosen.qualifiedName(), made);
    if (command != null) {
      return command.run(given);
    }
    boolean colored = Colors.wanted(tools, given);
    tools.messages().drawn(HelpPage.of(chosen.commandLine(), tools, colored));
    throw Failure.of(Kind.USAGE, chosen.qualifiedName() + " needs a command")
        .hint("the commands are listed above");
  }

  /** Parses the arguments, with a model of all commands only where what they name is not enough. */
  private static Arguments parsed(List<String> args) {
    try {
      return parsed(CommandTable.named(args), args);
    } catch (ParameterException unclear) {
      try {
        return parsed(CommandTable.commandLine(args), args);
      } catch (ParameterException wrong) {
        throw UsageErrors.failure(wrong);
      }
    }
  }

  private static Arguments parsed(CommandLine line, List<String> args) {
    line.setExpandAtFiles(false);
    line.setInterpolateVariables(false);
    return new Arguments(line.parseArgs(args.toArray(new String[0])));
  }

  private static void checkColor(Arguments given) {
    String color = given.text("--color");
    if (color != null && !Colors.WHEN.contains(color)) {
      throw Failure.of(Kind.USAGE, "--color does not take " + UserWord.quoted(color))
          .hint("it takes auto, always or never");
    }
  }

  private int report(Failure failure, boolean json) {
    if (failure.kind() == Kind.CLOSED_PIPE) {
      return failure.kind().exitCode();
    }
    if (failure.kind() != Kind.INTERRUPTED) {
      tools.messages().failure(failure);
    }
    if (json) {
      try {
        tools.out().json(FailureJson.of(failure, "", Usage.unknown()));
      } catch (Failure noOutput) {
        boolean told = failure.reason() == Failure.Reason.NO_OUTPUT;
        if (noOutput.kind() != Kind.CLOSED_PIPE && !told) {
          tools.messages().failure(noOutput);
        }
      }
    }
    return failure.kind().exitCode();
  }
}
