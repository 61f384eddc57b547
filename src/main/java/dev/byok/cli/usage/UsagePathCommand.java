package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.ledger.Ledger;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage path}: prints the ledger's path, for scripts that read it themselves. */
public record UsagePathCommand(Tools tools, Supplier<Ledger> ledger) implements Command {
  public static CommandSpec spec() {
    return Specs.command("path", "print where the ledger is");
  }

  @Override
  public int run(Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage path");
    Lines.fact(tools.out(), given.json(), "path", ledger.get().file().toString());
    return 0;
  }
}
