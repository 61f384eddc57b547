package dev.byok.cli.keys;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Times;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keyring.KeyChecks;
import dev.byok.keyring.KeyChecks.Check;
import dev.byok.keys.names.KeyRecord;
import dev.byok.ledger.Ledger;
import dev.byok.text.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys list}: lists the keys. It opens the keychain only to check them. */
public record KeysListCommand(
    Tools tools, Setup setup, Supplier<Ledger> ledger, Supplier<KeyChecks> keyChecks)
    implements Command {
  private static final List<String> TITLES =
      List.of("KEY", "STORED IN", "SECRET", "HOST", "MODEL", "DEFAULT", "ADDED", "LAST USED");

  public static CommandSpec spec() {
    return Specs.command("list", "list the keys; secrets are masked")
        .addOption(Specs.flag("ask each key's provider whether it is valid", "--check"));
  }

  @Override
  public int run(Arguments given) {
    List<KeyRows.Row> rows = KeyRows.all(tools, setup, ledger);
    List<Check> checks = List.of();
    if (given.has("--check") && !rows.isEmpty()) {
      checks = keyChecks.get().run(rows.stream().map(KeyRows.Row::key).toList());
    }
    if (given.json()) {
      tools.out().jsonText(Lines.array(objects(rows, checks)));
    } else if (rows.isEmpty()) {
      tools.notice("no keys yet; byok keys add PROVIDER stores one");
    } else {
      tools.out().write(table(rows, checks, tools.clock().getZone()));
      for (Check check : checks) {
        Failure failure = check.told(checks.size() > 1);
        if (failure != null) {
          tools.messages().failure(failure);
        }
      }
    }
    return KeyChecks.exitCode(checks);
  }

  private static List<JsonObject> objects(List<KeyRows.Row> rows, List<Check> checks) {
    List<JsonObject> objects = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      JsonObject row = rows.get(i).toJson();
      objects.add(checks.isEmpty() ? row : row.with("check", checks.get(i).toJson()));
    }
    return objects;
  }

  private static String table(List<KeyRows.Row> rows, List<Check> checks, ZoneId zone) {
    List<String> titles = new ArrayList<>(TITLES);
    if (!checks.isEmpty()) {
      titles.add("CHECK");
    }
    Table table = new Table(titles.toArray(new String[0]));
    for (int i = 0; i < rows.size(); i++) {
      KeyRows.Row row = rows.get(i);
      KeyRecord key = row.key();
      Instant added = key.added() == null ? null : Times.parse(key.added());
      List<String> cells = new ArrayList<>();
      Collections.addAll(
          cells,
          key.name().toString(),
          key.storedIn().label() + (key.profile() == null ? "" : " " + key.profile()),
          key.mask(),
          orEmpty(key.host()),
          orEmpty(key.model()),
          row.isDefault() ? "yes" : "",
          day(added, zone),
          day(row.lastUsed(), zone));
      if (!checks.isEmpty()) {
        Check check = checks.get(i);
        cells.add(check.failure() == null ? check.message() : check.code());
      }
      table.row(cells.toArray(new String[0]));
    }
    return table.toString();
  }

  private static String day(@Nullable Instant time, ZoneId zone) {
    return time == null
        ? ""
        : DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").format(time.atZone(zone));
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
