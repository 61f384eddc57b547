package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.cli.usage.ReportNumbers;
import dev.byok.json.JsonObject;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientLimit;
import dev.byok.text.Table;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok clients list}: lists the clients, what they may do and what they have spent. */
public record ClientsListCommand(Tools tools, Storage storage) implements Command {
  public static CommandSpec spec() {
    return Specs.command("list", "list the programs, and what each has spent of its budgets");
  }

  @Override
  public int run(Arguments given) {
    List<ClientRows.Row> rows = ClientRows.of(tools, storage::ledger, storage.clients().read());
    if (given.json()) {
      List<JsonObject> objects = new ArrayList<>();
      for (ClientRows.Row row : rows) {
        objects.add(row.toJson());
      }
      tools.out().jsonText(Lines.array(objects));
    } else if (rows.isEmpty()) {
      tools.notice("no clients yet; byok clients add NAME makes one");
    } else {
      tools.out().write(table(rows));
    }
    return 0;
  }

  private String table(List<ClientRows.Row> rows) {
    ZoneId zone = tools.clock().getZone();
    Table table = new Table("NAME", "KEYS", "MODELS", "BUDGETS", "ADDED", "EXPIRES", "LAST SEEN");
    for (ClientRows.Row row : rows) {
      Client client = row.client();
      boolean expired = client.isExpired(tools.clock().instant());
      table.row(
          client.name(),
          ClientWords.keys(client),
          ClientWords.models(client),
          budgets(row),
          ClientWords.minute(client.added(), zone),
          ClientWords.minute(client.expires(), zone) + (expired ? " (expired)" : ""),
          ClientWords.minute(row.lastSeen(), zone));
    }
    return table.toString();
  }

  private static String budgets(ClientRows.Row row) {
    List<String> words = new ArrayList<>();
    for (ClientLimit limit : row.client().limits()) {
      words.add(ReportNumbers.plain(row.spent(limit)) + " of " + limit.words());
    }
    return String.join(", ", words);
  }
}
