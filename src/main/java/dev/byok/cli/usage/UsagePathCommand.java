package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage path}: for scripts that read the ledger themselves. */
public final class UsagePathCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(this, "path", "print where the ledger is");
  }

  @Override
  public int run(Services services, Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage path");
    Lines.fact(services.out(), given.json(), "path", services.ledger().file().toString());
    return 0;
  }
}
