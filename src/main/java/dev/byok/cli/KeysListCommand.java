package dev.byok.cli;

import dev.byok.json.JsonObject;
import dev.byok.keys.KeyRecord;
import dev.byok.term.Table;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys list}: never opens the keychain. */
final class KeysListCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(this, "list", "list the keys; secrets are masked");
  }

  @Override
  public int run(Services services, Arguments given) {
    List<KeyRows.Row> rows = KeyRows.all(services);
    if (given.json()) {
      List<JsonObject> objects = new ArrayList<>();
      for (KeyRows.Row row : rows) {
        objects.add(row.toJson());
      }
      services.out().write(Lines.array(objects));
    } else if (rows.isEmpty()) {
      services.messages().notice("no keys yet; byok keys add PROVIDER stores one");
    } else {
      services.out().write(table(rows, services.clock().getZone()));
    }
    return 0;
  }

  private static String table(List<KeyRows.Row> rows, ZoneId zone) {
    Table table =
        new Table("KEY", "STORED IN", "SECRET", "HOST", "MODEL", "DEFAULT", "ADDED", "LAST USED");
    for (KeyRows.Row row : rows) {
      KeyRecord key = row.key();
      Instant added = key.added() == null ? null : Times.parse(key.added());
      table.row(
          key.name().toString(),
          key.storedIn().label(),
          key.mask(),
          orEmpty(key.host()),
          orEmpty(key.model()),
          row.isDefault() ? "yes" : "",
          day(added, zone),
          day(row.lastUsed(), zone));
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
