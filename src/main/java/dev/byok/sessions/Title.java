package dev.byok.sessions;

import org.jspecify.annotations.Nullable;

/** Makes a title from the first words of a session's first question. */
final class Title {
  private static final int LONGEST = 60;

  private Title() {}

  /** Returns the title on one line, cut after a word; a file's name if there are no words. */
  static @Nullable String of(Session session) {
    for (Turn turn : session.turns()) {
      if (!turn.isAnswer()) {
        String words = words(turn.message().text());
        boolean named = !words.isEmpty() || turn.message().attachments().isEmpty();
        return named ? words : words(turn.message().attachments().getFirst().name());
      }
    }
    return null;
  }

  private static String words(String text) {
    StringBuilder words = new StringBuilder();
    int lastWord = 0;
    int length = 0;
    for (int at = 0; at < text.length(); ) {
      int one = text.codePointAt(at);
      at += Character.charCount(one);
      if (Character.isWhitespace(one) || Character.isISOControl(one)) {
        if (!words.isEmpty() && words.charAt(words.length() - 1) != ' ') {
          lastWord = words.length();
          words.append(' ');
          length++;
        }
        continue;
      }
      if (length == LONGEST) {
        words.setLength(lastWord > 0 ? lastWord : words.length());
        return words.append('…').toString();
      }
      words.appendCodePoint(one);
      length++;
    }
    return words.toString().stripTrailing();
  }
}
