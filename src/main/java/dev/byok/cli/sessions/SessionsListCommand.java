package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.json.JsonObject;
import dev.byok.sessions.SessionListing;
import dev.byok.sessions.SessionStore;
import dev.byok.text.Table;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions list}: lists the saved sessions, the most recently saved first. */
public record SessionsListCommand(Tools tools, Supplier<SessionStore> sessions) implements Command {
  public static CommandSpec spec() {
    return Specs.command("list", "list saved sessions, the newest first");
  }

  @Override
  public int run(Arguments given) {
    List<SessionListing> listings = sessions.get().list(tools::notice);
    if (given.json()) {
      tools.out().jsonText(Lines.array(listings.stream().map(SessionsListCommand::json).toList()));
    } else if (listings.isEmpty()) {
      tools.notice("no sessions are saved yet; byok run --session NAME starts one");
    } else {
      tools.out().write(table(listings, tools.clock().getZone()));
    }
    return 0;
  }

  private static JsonObject json(SessionListing listing) {
    return JsonObject.builder()
        .put("name", listing.name())
        .put("model", listing.model())
        .put("ref", listing.model())
        .put("turns", listing.turns())
        .put("created", listing.created().toString())
        .put("updated", listing.updated().toString())
        .put("title", listing.title())
        .build();
  }

  private static String table(List<SessionListing> listings, ZoneId zone) {
    DateTimeFormatter minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(zone);
    Table table = new Table("NAME", "MODEL", ">TURNS", "UPDATED", "FIRST WORDS");
    for (SessionListing listing : listings) {
      table.row(
          listing.name(),
          orEmpty(listing.model()),
          Long.toString(listing.turns()),
          minute.format(listing.updated()),
          orEmpty(listing.title()));
    }
    return table.toString();
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }
}
