package dev.byok.cli;

import picocli.CommandLine;

/** {@code byok usage path}: for scripts that read the ledger themselves. */
@CommandLine.Command(name = "path", description = "print where the ledger is")
final class UsagePathCommand implements Command {
  @Override
  public int run(Services services, CommonOptions common) {
    services.out().line(services.ledger().file().toString());
    return 0;
  }
}
