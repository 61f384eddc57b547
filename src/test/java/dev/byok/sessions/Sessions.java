package dev.byok.sessions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/** Clocks, turns and comparisons for tests of sessions. */
final class Sessions {
  static final Instant NOW = Instant.parse("2026-11-21T18:15:30.123456789Z");

  private Sessions() {}

  static Clock clock() {
    return Clock.fixed(NOW, ZoneOffset.UTC);
  }

  static Clock later(int seconds) {
    return Clock.offset(clock(), Duration.ofSeconds(seconds));
  }

  static Turn question(String text) {
    return Turn.question(Message.user(text), NOW);
  }

  static Turn answer(String text) {
    return Turn.answer(text, NOW, new Turn.Origin("openai/m", "m-2026", "ok", "", "entry"));
  }

  static List<String> texts(Session session) {
    return session.turns().stream().map(turn -> turn.message().text()).toList();
  }

  /** Compares all but attachments, which have no equality of their own, and then these. */
  static void assertSame(Session expected, Session actual) {
    assertEquals(bare(expected), bare(actual));
    for (int i = 0; i < expected.turns().size(); i++) {
      List<Attachment> files = expected.turns().get(i).message().attachments();
      List<Attachment> others = actual.turns().get(i).message().attachments();
      assertEquals(files.size(), others.size());
      for (int j = 0; j < files.size(); j++) {
        assertEquals(files.get(j).name(), others.get(j).name());
        assertEquals(files.get(j).type(), others.get(j).type());
        assertArrayEquals(files.get(j).bytes(), others.get(j).bytes());
      }
    }
  }

  private static Session bare(Session session) {
    List<Turn> turns =
        session.turns().stream()
            .map(turn ->
                new Turn(
                    new Message(turn.message().role(), turn.message().text(), List.of()),
                    turn.time(),
                    turn.origin()))
            .toList();
    return new Session(
        session.name(),
        session.taskId(),
        session.created(),
        session.updated(),
        session.model(),
        session.system(),
        turns,
        session.from(),
        session.revision());
  }
}
