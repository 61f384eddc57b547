package dev.byok.cli.completion;

import dev.byok.catalog.Catalog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command and its subcommands, as completion needs them.
 *
 * @param path the words after {@code byok}; empty for byok itself
 * @param summary what it does, in one line
 */
record CommandTree(
    String path,
    String summary,
    List<Option> options,
    List<Positional> positionals,
    List<CommandTree> below) {

  /**
   * An option.
   *
   * @param names the short ones first
   * @param label the name of its value; empty if it takes none
   * @param kind the kind of its value; null if it takes none
   * @param mayLackValue whether the value is optional and can only follow an equals sign
   */
  record Option(
      List<String> names,
      String summary,
      String label,
      @Nullable ValueKind kind,
      boolean mayLackValue,
      boolean isRepeatable,
      boolean endsAll) {
    /** Whether the next word is its value. */
    boolean takesNext() {
      return kind != null && !mayLackValue;
    }
  }

  /**
   * A positional word.
   *
   * @param index its position, from 0
   * @param isLast whether all further words are of the same kind
   */
  record Positional(int index, boolean isLast, String label, ValueKind kind) {}

  static CommandTree of(CommandSpec root) {
    List<ValueKind.Word> commands = new ArrayList<>();
    root.subcommands()
        .forEach((name, line) -> {
          String summary = line.getCommandSpec().usageMessage().description()[0];
          commands.add(new ValueKind.Word(name, summary));
        });
    return of(root, "", new ValueKinds(Catalog.load(), commands));
  }

  private static CommandTree of(CommandSpec spec, String path, ValueKinds kinds) {
    List<Option> options = new ArrayList<>();
    for (OptionSpec option : spec.options()) {
      options.add(option(option, path, kinds));
    }
    List<Positional> positionals = new ArrayList<>();
    for (PositionalParamSpec word : spec.positionalParameters()) {
      ValueKind kind = kinds.ofWord(path, word.paramLabel());
      if (kind == null) {
        throw undecided(path, word.paramLabel());
      }
      positionals.add(
          new Positional(word.index().min(), word.isMultiValue(), word.paramLabel(), kind));
    }
    List<CommandTree> below = new ArrayList<>();
    spec.subcommands()
        .forEach((name, line) ->
            below.add(of(line.getCommandSpec(), path.isEmpty() ? name : path + " " + name, kinds)));
    return new CommandTree(path, spec.usageMessage().description()[0], options, positionals, below);
  }

  private static Option option(OptionSpec option, String path, ValueKinds kinds) {
    boolean isFlag = option.arity().max() == 0;
    ValueKind kind = isFlag ? null : kinds.ofOption(path, option.longestName());
    if (kind == null && !isFlag) {
      throw undecided(path, option.longestName());
    }
    List<String> names = new ArrayList<>(Arrays.asList(option.names()));
    names.sort((a, b) -> Integer.compare(a.length(), b.length()));
    return new Option(
        names,
        oneLine(option.description()),
        isFlag ? "" : option.paramLabel(),
        kind,
        !isFlag && option.arity().min() == 0,
        option.isMultiValue(),
        option.usageHelp() || option.versionHelp());
  }

  private static IllegalStateException undecided(String path, String what) {
    return new IllegalStateException("nobody has said what completes " + path + " " + what);
  }

  private static String oneLine(String[] lines) {
    return String.join(" ", lines).replace("%%", "%");
  }

  /** The last word of the path. */
  String name() {
    return path.substring(path.lastIndexOf(' ') + 1);
  }

  void each(Consumer<CommandTree> visitor) {
    visitor.accept(this);
    for (CommandTree command : below) {
      command.each(visitor);
    }
  }

  /** The options that this command and all its subcommands share. */
  List<Option> common() {
    List<Option> common = new ArrayList<>(options);
    each(command -> common.retainAll(command.options()));
    return common;
  }

  List<Option> without(List<Option> common) {
    return options.stream().filter(option -> !common.contains(option)).toList();
  }

  /** The names of all options, of any command, whose value is the next word. */
  Set<String> namesWithValue() {
    Set<String> names = new LinkedHashSet<>();
    each(command -> {
      for (Option option : command.options()) {
        if (option.takesNext()) {
          names.addAll(option.names());
        }
      }
    });
    return names;
  }
}
