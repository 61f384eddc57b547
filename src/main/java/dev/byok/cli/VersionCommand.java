package dev.byok.cli;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok version}: prints what {@code --version} prints. */
record VersionCommand(Tools tools) implements Command {
  static CommandSpec spec() {
    return Specs.command("version", "print the version");
  }

  @Override
  public int run(Arguments given) {
    if (given.json()) {
      Lines.fact(tools.out(), true, "version", tools.version());
    } else {
      print(tools);
    }
    return 0;
  }

  static void print(Tools tools) {
    tools.out().line("byok " + tools.version());
  }
}
