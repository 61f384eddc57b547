package dev.byok.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a shell command line into its commands, each a list of words: those of a pipe or a list,
 * and those inside {@code $(…)} or {@code <(…)}. Variables are not expanded. It knows only as much
 * of the shell's language as byok's documents use.
 */
public final class ShellCommands {
  private final String line;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean redirected;
  private int at;

  private ShellCommands(String line) {
    this.line = line;
  }

  public static List<List<String>> of(String line) {
    ShellCommands reader = new ShellCommands(line);
    reader.read();
    return reader.commands;
  }

  private void read() {
    while (at < line.length()) {
      char sign = line.charAt(at++);
      switch (sign) {
        case ' ', '\t' -> endWord();
        case '|', ';', '&', '\n' -> endCommand();
        case '<', '>' -> redirected();
        case '\'' -> quoted();
        case '"' -> doublyQuoted();
        case '\\' -> escaped();
        case '$' -> substituted();
        case '#' -> comment();
        default -> add(sign);
      }
    }
    endCommand();
  }

  /** Skips to the end of the line where {@code #} begins a word. */
  private void comment() {
    if (inWord) {
      add('#');
      return;
    }
    int end = line.indexOf('\n', at);
    at = end < 0 ? line.length() : end;
  }

  /** Reads a redirection from or to a file, which is not a word, or from a command's output. */
  private void redirected() {
    endWord();
    if (line.startsWith("(", at)) {
      add('<');
      commandInParentheses();
    } else {
      redirected = true;
    }
  }

  private void quoted() {
    int end = line.indexOf('\'', at);
    if (end < 0) {
      throw new IllegalArgumentException("a quote without its end: " + line);
    }
    word.append(line, at, end);
    inWord = true;
    at = end + 1;
  }

  private void doublyQuoted() {
    inWord = true;
    while (at < line.length()) {
      char sign = line.charAt(at++);
      switch (sign) {
        case '"' -> {
          return;
        }
        case '\\' -> add(line.charAt(at++));
        case '$' -> substituted();
        default -> add(sign);
      }
    }
    throw new IllegalArgumentException("a quote without its end: " + line);
  }

  /** Drops a line break that is escaped. */
  private void escaped() {
    char sign = line.charAt(at++);
    if (sign != '\n') {
      add(sign);
    }
  }

  private void substituted() {
    add('$');
    if (line.startsWith("(", at)) {
      commandInParentheses();
    }
  }

  private void commandInParentheses() {
    int end = line.indexOf(')', at);
    commands.addAll(of(line.substring(at + 1, end)));
    at = end + 1;
  }

  private void add(char sign) {
    word.append(sign);
    inWord = true;
  }

  private void endWord() {
    if (inWord && redirected) {
      redirected = false;
    } else if (inWord && !isBeforeACommand()) {
      words.add(word.toString());
    }
    word.setLength(0);
    inWord = false;
  }

  /** Returns whether the word is an assignment before a command, or {@code do}. */
  private boolean isBeforeACommand() {
    String text = word.toString();
    return words.isEmpty() && (text.equals("do") || text.matches("[A-Z_]+=.*"));
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
      words = new ArrayList<>();
    }
  }
}
