package dev.byok.keys.stores;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Redaction;
import dev.byok.text.ShellWord;
import java.util.List;
import java.util.Set;

/** The command line of a helper. The hints of its failures can be typed as they are shown. */
record HelperCommand(String line, List<String> words) {
  private static final Set<String> OPERATORS = Set.of("|", "||", "&&", ";", ">", "<", "&");

  /** Parses a command line; one that cannot be split is a usage failure. */
  static HelperCommand of(String line) {
    return new HelperCommand(line, CommandWords.split(line));
  }

  /** Returns a failure with the hint to run the helper by hand or, if necessary, in a shell. */
  Failure failed(String what) {
    return Failure.of(Kind.KEYCHAIN, "the helper command \"" + words.getFirst() + "\" " + what)
        .hint(
            isMeantForAShell()
                ? "byok runs it without a shell; use " + option(line)
                : "run it by hand to see why");
  }

  /**
   * Returns the option that stores this command with its output piped through a filter.
   *
   * @param filter the commands after the pipe, without single quotes
   */
  String through(String filter) {
    return isMeantForAShell() ? option(line) : option(shellLine() + " | " + filter);
  }

  /** Returns the same option with variables set for the command. */
  String through(String assignments, String filter) {
    return option(assignments + " " + shellLine() + " | " + filter);
  }

  private String shellLine() {
    return ShellWord.join(words);
  }

  /** Whether one of the words is an operator that only a shell understands. */
  private boolean isMeantForAShell() {
    return words.stream().anyMatch(OPERATORS::contains);
  }

  private static String option(String shellLine) {
    boolean shown =
        Redaction.none().apply(shellLine).equals(shellLine)
            && shellLine.chars().noneMatch(Character::isISOControl);
    return "--from-command " + typed("sh -c " + word(shown ? shellLine : "… | head -n1"));
  }

  /** Quotes one word for {@link CommandWords}. */
  private static String word(String text) {
    return text.indexOf('\'') < 0
        ? "'" + text + "'"
        : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  /** Quotes one word for a shell. */
  private static String typed(String text) {
    boolean literal = text.chars().noneMatch(c -> "$`\"\\!".indexOf(c) >= 0);
    return literal ? "\"" + text + "\"" : ShellWord.quoted(text);
  }
}
