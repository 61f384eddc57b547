package dev.byok.cli.clients;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.NoFactory;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.testing.CliRunner.Result;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Runs the clients commands without a terminal, each as its own process would. */
final class ClientsRunner {
  private final Map<String, String> env = new HashMap<>();

  ClientsRunner(Path home) {
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
  }

  ClientsRunner env(String name, String value) {
    env.put(name, value);
    return this;
  }

  /** Runs such as {@code add zed -k openai}. */
  Result run(String line) {
    return run(line.split(" ", -1));
  }

  Result run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Result result = run(out, args);
    return new Result(result.exitCode(), out.toString(StandardCharsets.UTF_8), result.err());
  }

  Result run(OutputStream out, String... args) {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Collaborators made = Wired.of(out, err, env);
    CommandSpec group = Specs.group("clients", "");
    group.addSubcommand(args[0], spec(args[0]));
    CommandLine line = new CommandLine(group, new NoFactory());
    int exitCode;
    try {
      Arguments given = new Arguments(line.parseArgs(args));
      exitCode = command(args[0], made).run(given);
    } catch (Failure failed) {
      made.tools().messages().failure(failed);
      exitCode = failed.kind().exitCode();
    }
    return new Result(exitCode, "", err.toString(StandardCharsets.UTF_8));
  }

  private static CommandSpec spec(String name) {
    return switch (name) {
      case "add" -> ClientsAddCommand.spec();
      case "list" -> ClientsListCommand.spec();
      case "set" -> ClientsSetCommand.spec();
      case "rotate" -> ClientsRotateCommand.spec();
      default -> ClientsRmCommand.spec();
    };
  }

  private static Command command(String name, Collaborators made) {
    return switch (name) {
      case "add" -> new ClientsAddCommand(made.tools(), made.setup(), made.storage());
      case "list" -> new ClientsListCommand(made.tools(), made.storage());
      case "set" -> new ClientsSetCommand(made.tools(), made.setup(), made.storage());
      case "rotate" -> new ClientsRotateCommand(made.tools(), made.setup(), made.storage());
      default -> new ClientsRmCommand(made.tools(), made.storage());
    };
  }
}
