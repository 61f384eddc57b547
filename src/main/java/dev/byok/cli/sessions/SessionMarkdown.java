package dev.byok.cli.sessions;

import dev.byok.conversation.Attachment;
import dev.byok.sessions.Session;
import dev.byok.sessions.Turn;
import dev.byok.text.SafeText;

/** A session as a Markdown document: a heading for each speaker, and the text unchanged. */
final class SessionMarkdown {
  private final StringBuilder page = new StringBuilder();

  private SessionMarkdown() {}

  static String of(Session session) {
    SessionMarkdown document = new SessionMarkdown();
    document.page.append("# ").append(session.name()).append('\n');
    if (session.system() != null) {
      document.heading("System").text(session.system());
    }
    for (Turn turn : session.turns()) {
      String speaker = Speaker.of(turn);
      document.heading((speaker.equals("you") ? "You" : speaker) + Speaker.howItEnded(turn, " "));
      for (Attachment file : turn.message().attachments()) {
        document.text(
            "Attached: " + SafeText.line(file.name()) + " (" + file.type().mediaType() + ")");
      }
      document.text(turn.message().text());
    }
    return document.page.toString();
  }

  private SessionMarkdown heading(String text) {
    page.append("\n## ").append(SafeText.line(text)).append('\n');
    return this;
  }

  private void text(String text) {
    page.append('\n').append(text);
    if (!text.endsWith("\n")) {
      page.append('\n');
    }
  }
}
