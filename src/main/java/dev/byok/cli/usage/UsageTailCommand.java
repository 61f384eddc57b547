package dev.byok.cli.usage;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Values;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.file.ReadSummary;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok usage tail}: the latest entries, the last one at the bottom. */
public final class UsageTailCommand implements Command {
  private static final String LINES = "--lines";
  private static final int MOST = 10_000;

  @Override
  public CommandSpec spec() {
    return Specs.command(this, "tail", "show the last entries of the ledger, a line each")
        .addOption(Specs.value("COUNT", "how many; 20 when not given, at most 10000", "-n", LINES));
  }

  @Override
  public int run(Services services, Arguments given) {
    UsageCommand.refuseOptions(given, "byok usage tail");
    Long count = Values.whole(LINES, given.text(LINES), 1, MOST);
    List<Entry> entries = new ArrayList<>();
    ReadSummary summary =
        services.ledger().last(count == null ? 20 : count.intValue(), entries::add);
    LedgerNotices.damage(services.messages(), summary);
    if (given.json()) {
      services.out().jsonText(Lines.array(entries.stream().map(Entry::toJson).toList()));
    } else if (entries.isEmpty()) {
      LedgerNotices.nothing(services, summary);
    } else {
      services.out().write(EntryTable.of(entries, services.clock().getZone()));
    }
    return 0;
  }
}
