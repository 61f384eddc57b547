package dev.byok.text;

import java.util.List;

/** Writes words of a command so that they can be copied into a shell. */
public final class ShellWord {
  private static final String PLAIN = "_@%+=:,./-";

  private ShellWord() {}

  /** Returns one word, in quotes if it needs them. */
  public static String of(String word) {
    return isPlain(word) ? word : quoted(word);
  }

  /** Returns a command in one line. */
  public static String join(List<String> words) {
    StringBuilder line = new StringBuilder();
    for (String word : words) {
      line.append(line.isEmpty() ? "" : " ").append(of(word));
    }
    return line.toString();
  }

  /** Returns the word in quotes. */
  public static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static boolean isPlain(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean plain =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
      if (!plain) {
        return false;
      }
    }
    return !word.isEmpty();
  }
}
