package dev.byok.cli.sessions;

import dev.byok.conversation.Attachment;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.text.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A session as text that is safe for a terminal: a line for each speaker, then the text. */
final class SessionPage {
  private final StringBuilder page = new StringBuilder();
  private final DateTimeFormatter minute;

  private SessionPage(ZoneId zone) {
    this.minute = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm").withZone(zone);
  }

  static String of(Session session, ZoneId zone) {
    SessionPage page = new SessionPage(zone);
    if (session.system() != null) {
      page.head("system").text(session.system());
    }
    for (int i = 0; i < session.turns().size(); i++) {
      if (i > 0 && i == session.from()) {
        page.head("[what is above is no longer sent]");
      }
      page.turn(session.turns().get(i));
    }
    return page.page.toString();
  }

  private void turn(Turn turn) {
    head(Speaker.of(turn) + "  " + minute.format(turn.time()) + Speaker.howItEnded(turn, "  "));
    for (Attachment file : turn.message().attachments()) {
      line("[" + file.name() + ", " + file.type().mediaType() + "]");
    }
    text(turn.message().text());
  }

  private SessionPage head(String line) {
    if (!page.isEmpty()) {
      page.append('\n');
    }
    line(line);
    return this;
  }

  private void line(String line) {
    page.append(SafeText.line(line)).append('\n');
  }

  private void text(String text) {
    page.append(SafeText.of(text));
    if (!text.endsWith("\n")) {
      page.append('\n');
    }
  }
}
