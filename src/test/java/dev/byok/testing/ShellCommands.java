package dev.byok.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * The commands of a shell's line, each as its words: those of a pipe, of a list, and those whose
 * output a {@code $(…)} or {@code <(…)} takes. Variables are left as they stand. What documents
 * show is read by this, and no more of the shell's language than documents show.
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

  /** Up to the end of the line, where it begins a word. */
  private void comment() {
    if (inWord) {
      add('#');
      return;
    }
    int end = line.indexOf('\n', at);
    at = end < 0 ? line.length() : end;
  }

  /** To or from a file, whose name is no word of the command; or from another command's output. */
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

  /** An escaped end of line is none. */
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

  /** A variable that is set for the command, or a word of the shell's own. */
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
