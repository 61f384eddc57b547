package dev.byok.sessions;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Sessions of which every fact may be odd or absent. A seed always gives the same ones. */
final class RandomSessions {
  private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final String[] ODD = {
    "",
    "null",
    "\"",
    "\\",
    "\\u0000",
    "\0",
    "\n]}\n",
    "},\n{\"role\":\"user\"",
    "\r\n\t\b\f",
    "\u007f\u0085\u2028\u2029\u202e",
    "\ufeff\ufffd\ufffe\uffff",
    "e\u0301ä€𝄞👩‍👩‍👧",
    "\ud83d",
    "\udc00\ud800",
    "[[[{{{"
  };

  private final Random random;

  RandomSessions(long seed) {
    random = new Random(seed);
  }

  Session next(String name) {
    List<Turn> turns = new ArrayList<>();
    for (int i = random.nextInt(7); i > 0; i--) {
      turns.add(turn());
    }
    return new Session(
        name,
        text(),
        time(),
        time(),
        maybe(text()),
        maybe(text()),
        turns,
        random.nextInt(turns.size() + 1),
        random.nextInt(3) == 0 ? random.nextLong(Facts.HIGHEST_COUNT + 1) : random.nextInt(9));
  }

  Turn turn() {
    Message.Role role = random.nextBoolean() ? Message.Role.USER : Message.Role.ASSISTANT;
    List<Attachment> files = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      Attachment.Type[] types = Attachment.Type.values();
      files.add(new Attachment(text(), types[random.nextInt(types.length)], bytes));
    }
    return new Turn(new Message(role, text(), files), time(), origin());
  }

  private Turn.@Nullable Origin origin() {
    return random.nextInt(3) == 0
        ? null
        : new Turn.Origin(text(), maybe(text()), text(), text(), maybe(text()));
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(
          random.nextInt(3) > 0 ? "word-" + random.nextInt(99) : ODD[random.nextInt(ODD.length)]);
    }
    return random.nextInt(20) == 0 ? text.toString().repeat(2_000) : text.toString();
  }

  private @Nullable String maybe(String text) {
    return random.nextInt(3) == 0 ? null : text;
  }

  private Instant time() {
    return random.nextInt(5) == 0
        ? Instant.ofEpochSecond(
            random.nextLong(FIRST.getEpochSecond(), LAST.getEpochSecond() + 1),
            random.nextInt(1_000_000_000))
        : Instant.ofEpochMilli(1_790_000_000_000L + random.nextInt());
  }
}
