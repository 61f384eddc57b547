package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a shell does, without a shell's other features. Single quotes keep
 * everything, double quotes keep everything but {@code \"} and {@code \\}, and a backslash keeps
 * the next character.
 */
public final class CommandWords {
  private final String command;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean started;

  private CommandWords(String command) {
    this.command = command;
  }

  /** Returns the words, at least one; a usage failure for an open quote or an empty command. */
  public static List<String> split(String command) {
    return new CommandWords(command).split();
  }

  private List<String> split() {
    int i = 0;
    while (i < command.length()) {
      char c = command.charAt(i);
      if (c == '\'' || c == '"') {
        started = true;
        i = quoted(i + 1, c);
      } else if (c == '\\') {
        i = escaped(i + 1);
      } else if (Character.isWhitespace(c)) {
        end();
        i++;
      } else {
        add(c);
        i++;
      }
    }
    end();
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      throw Failure.of(Kind.USAGE, "the helper command is empty")
          .hint("for example: --from-command 'op read op://vault/item/field'");
    }
    return List.copyOf(words);
  }

  /** Takes characters up to the closing quote and returns the index after it. */
  private int quoted(int from, char quote) {
    int i = from;
    while (i < command.length() && command.charAt(i) != quote) {
      boolean escape =
          quote == '"'
              && command.charAt(i) == '\\'
              && i + 1 < command.length()
              && (command.charAt(i + 1) == '"' || command.charAt(i + 1) == '\\');
      i += escape ? 1 : 0;
      add(command.charAt(i));
      i++;
    }
    if (i >= command.length()) {
      throw unbalanced(quote == '"' ? "a double quote" : "a single quote");
    }
    return i + 1;
  }

  private int escaped(int at) {
    if (at >= command.length()) {
      throw unbalanced("a backslash");
    }
    add(command.charAt(at));
    return at + 1;
  }

  private void add(char c) {
    started = true;
    word.append(c);
  }

  private void end() {
    if (started) {
      words.add(word.toString());
      word.setLength(0);
      started = false;
    }
  }

  private static Failure unbalanced(String what) {
    return Failure.of(Kind.USAGE, "the helper command ends within " + what)
        .hint("close it, or put a backslash before it");
  }
}
