package dev.byok.cli;

import dev.byok.conversation.Usage;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Parses the arguments, runs the command they name and turns what went wrong into text and an exit
 * code.
 */
public final class CommandRunner {
  private static final int WIDTH = 100;

  private final Services services;

  public CommandRunner(Services services) {
    this.services = services;
  }

  /** Runs the command line and returns the exit code. */
  public int run(List<String> args) {
    CommonOptions common = new CommonOptions();
    try {
      return dispatch(common, args);
    } catch (Failure failure) {
      return report(failure, common);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError bug) {
      return report(Bugs.failure(bug), common);
    }
  }

  private int dispatch(CommonOptions common, List<String> args) {
    CommandLine line = CommandTable.commandLine(common, args);
    line.setExpandAtFiles(false);
    line.setInterpolateVariables(false);
    line.setOptionsCaseInsensitive(false);
    line.setUsageHelpWidth(WIDTH);
    ParseResult parsed;
    try {
      parsed = line.parseArgs(args.toArray(new String[0]));
    } catch (ParameterException wrong) {
      throw UsageErrors.failure(wrong);
    }
    applyCommon(common);
    while (parsed.hasSubcommand()) {
      parsed = parsed.subcommand();
    }
    CommandLine chosen = parsed.commandSpec().commandLine();
    if (parsed.isVersionHelpRequested()) {
      services.out().line("byok " + services.version());
      return 0;
    }
    if (parsed.isUsageHelpRequested()) {
      services.out().write(usage(chosen, common));
      return 0;
    }
    if (parsed.commandSpec().userObject() instanceof Command command) {
      return command.run(services, common);
    }
    services.messages().print(usage(chosen, common));
    throw Failure.of(Kind.USAGE, "\"" + parsed.commandSpec().qualifiedName() + "\" wants a command")
        .hint("the commands are listed above");
  }

  private void applyCommon(CommonOptions common) {
    if (!List.of("auto", "always", "never").contains(common.color)) {
      throw Failure.of(
          Kind.USAGE, "--color wants auto, always or never, not \"" + common.color + "\"");
    }
    services.messages().setQuiet(common.quiet);
    services.messages().setVerbose(common.verbose);
    if (common.noInput) {
      services.neverPrompt();
    }
  }

  private String usage(CommandLine command, CommonOptions common) {
    boolean color =
        switch (common.color) {
          case "always" -> true;
          case "never" -> false;
          default ->
              services.terminal().out()
                  && !services.terminal().dumb()
                  && services.env().getOrDefault("NO_COLOR", "").isEmpty();
        };
    StringWriter text = new StringWriter();
    command.usage(new PrintWriter(text), color ? Ansi.ON : Ansi.OFF);
    return text.toString();
  }

  private int report(Failure failure, CommonOptions common) {
    if (failure.kind() == Kind.CLOSED_PIPE) {
      return failure.kind().exitCode();
    }
    if (failure.kind() != Kind.INTERRUPTED) {
      services.messages().failure(failure);
    }
    if (common.json) {
      try {
        services.out().line(Json.write(FailureJson.of(failure, "", Usage.unknown())));
      } catch (Failure noOutput) {
        services.messages().failure(noOutput);
      }
    }
    return failure.kind().exitCode();
  }
}
