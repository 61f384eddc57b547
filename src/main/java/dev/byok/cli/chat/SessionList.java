package dev.byok.cli.chat;

import dev.byok.sessions.SessionListing;
import dev.byok.text.Table;
import java.util.List;

/** The saved sessions, as a chat lists them. */
final class SessionList {
  private SessionList() {}

  static String of(List<SessionListing> sessions) {
    if (sessions.isEmpty()) {
      return "there is no saved session yet";
    }
    Table table = new Table("NAME", "MODEL", ">TURNS", "FIRST WORDS");
    for (SessionListing session : sessions) {
      String title = session.title();
      String model = session.model();
      table.row(
          session.name(),
          model == null ? "-" : model,
          Long.toString(session.turns()),
          title == null ? "" : title);
    }
    return table.toString();
  }
}
