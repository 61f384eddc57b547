package dev.byok.cli.line;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * The parsed command line. Options common to all commands may come before or after the command's
 * name.
 */
public final class Arguments {
  private final ParseResult top;
  private final ParseResult command;

  public Arguments(ParseResult top) {
    this.top = top;
    ParseResult last = top;
    while (last.hasSubcommand()) {
      last = last.subcommand();
    }
    this.command = last;
  }

  /** The part that belongs to the command itself. */
  public ParseResult command() {
    return command;
  }

  /** Whether the option was given, in any place. */
  public boolean has(String option) {
    for (ParseResult part = top; part != null; part = part.subcommand()) {
      if (part.hasMatchedOption(option)) {
        return true;
      }
    }
    return false;
  }

  /** Returns the option's value, given in any place; null if it was not given. */
  public @Nullable String text(String option) {
    String found = null;
    for (ParseResult part = top; part != null; part = part.subcommand()) {
      if (part.hasMatchedOption(option)) {
        found = part.matchedOptionValue(option, found);
      }
    }
    return found;
  }

  /** The values of an option that may be repeated. */
  public List<String> texts(String option) {
    return command.hasMatchedOption(option)
        ? command.matchedOptionValue(option, new ArrayList<>())
        : new ArrayList<>();
  }

  public @Nullable String word(int index) {
    return command.hasMatchedPositional(index)
        ? command.matchedPositionalValue(index, (String) null)
        : null;
  }

  /** The word at a position where the command's spec requires one. */
  public String required(int index) {
    String word = word(index);
    if (word == null) {
      throw new IllegalStateException("no word at " + index);
    }
    return word;
  }

  /** All words of a command that takes any number. */
  public List<String> words() {
    List<PositionalParamSpec> matched = command.matchedPositionals();
    return matched.isEmpty() ? new ArrayList<>() : matched.get(0).getValue();
  }

  public boolean json() {
    return has("--json");
  }

  public boolean noInput() {
    return has("--no-input");
  }
}
