package dev.byok.cli;

import dev.byok.catalog.Nearest;
import dev.byok.cli.budget.BudgetOptions;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Explains what is wrong with a command line. Picocli's messages quote every word, which may be a
 * key typed there by mistake. These quote only names of options and commands.
 */
final class UsageErrors {
  /** The names that other tools give to commands. */
  private static final Map<String, List<String>> ELSEWHERE =
      Map.of(
          "ls", List.of("list", "show"),
          "list", List.of("show", "list"),
          "show", List.of("list", "get"),
          "remove", List.of("rm", "unset"),
          "delete", List.of("rm", "unset"),
          "del", List.of("rm", "unset"),
          "new", List.of("add", "set"),
          "create", List.of("add", "set"),
          "add", List.of("set"),
          "verify", List.of("test"));

  private UsageErrors() {}

  static Failure failure(ParameterException wrong) {
    CommandLine line = wrong.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    Failure failure = describe(wrong, line);
    return failure.hint() == null ? failure.hint(command + " --help shows its use") : failure;
  }

  private static Failure describe(ParameterException wrong, CommandLine line) {
    if (wrong instanceof UnmatchedArgumentException unmatched) {
      return unmatched(unmatched, line);
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing(missing.getMissing());
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return usage(names(List.of(twice.getOverwritten())) + " was given twice");
    }
    ArgSpec arg = wrong.getArgSpec() == null ? mentioned(wrong, line) : wrong.getArgSpec();
    return arg == null
        ? usage("the command line cannot be understood")
        : usage(names(List.of(arg)) + (isFlag(arg) ? " takes no value" : " is not valid here"));
  }

  /** Returns the option that picocli's message mentions. The message itself is never shown. */
  private static @Nullable OptionSpec mentioned(ParameterException wrong, CommandLine line) {
    String message = String.valueOf(wrong.getMessage());
    for (OptionSpec option : line.getCommandSpec().options()) {
      if (message.contains("'" + option.longestName() + "'")) {
        return option;
      }
    }
    return null;
  }

  /** Reports an option without its value, or a missing word. */
  private static Failure missing(List<ArgSpec> args) {
    String names = names(args);
    boolean value = args.getFirst() instanceof OptionSpec option && !option.required();
    return usage(
        names + (value ? " needs a value" : args.size() == 1 ? " is missing" : " are missing"));
  }

  private static boolean isFlag(ArgSpec arg) {
    return arg instanceof OptionSpec option && option.arity().max() == 0;
  }

  private static Failure unmatched(UnmatchedArgumentException unmatched, CommandLine line) {
    List<String> words = unmatched.getUnmatched();
    String word = words.isEmpty() ? "" : words.get(0);
    String command = line.getCommandSpec().qualifiedName();
    if (command.equals("byok budget set") && isNegative(word)) {
      return BudgetOptions.wrongLimit(word, false);
    }
    if (word.startsWith("-") && word.length() > 1) {
      return unknownOption(optionName(word), command, line);
    }
    if (!line.getSubcommands().isEmpty()) {
      return unknownCommand(word, line);
    }
    if (command.equals("byok keys add")) {
      return usage("byok keys add takes one name, and never a key")
          .detail(
              "a command line is visible to other users of this machine and in the shell's history")
          .hint("give the key on standard input: byok keys add NAME < FILE, or type it when asked");
    }
    return usage("too many arguments for " + command);
  }

  private static boolean isNegative(String word) {
    return word.length() > 1
        && word.charAt(0) == '-'
        && (word.charAt(1) == '.' || (word.charAt(1) >= '0' && word.charAt(1) <= '9'));
  }

  private static Failure unknownOption(String name, String command, CommandLine line) {
    List<String> options = new ArrayList<>();
    for (OptionSpec option : line.getCommandSpec().options()) {
      options.addAll(List.of(option.names()));
    }
    Failure failure = usage("unknown option " + UserWord.quoted(name, 40) + " for " + command);
    List<String> near = name.length() > 2 ? Nearest.of(name, options) : List.of();
    if (!near.isEmpty()) {
      return failure.hint("did you mean " + String.join(" or ", near) + "?");
    }
    return command.equals("byok run")
        ? failure.hint("write -- before a prompt that starts with -")
        : failure;
  }

  /** Suggests a similar name, or the equivalent of another tool's name. */
  static Failure unknownCommand(String word, CommandLine line) {
    String command = line.getCommandSpec().qualifiedName();
    Set<String> names = line.getSubcommands().keySet();
    List<String> near = new ArrayList<>(Nearest.of(word, names));
    for (String other : ELSEWHERE.getOrDefault(word, List.of())) {
      if (names.contains(other) && !near.contains(other)) {
        near.add(other);
      }
    }
    Failure failure = usage("unknown command " + UserWord.quoted(word, 40));
    return near.isEmpty()
        ? failure.hint(command + " --help lists the commands")
        : failure.hint("did you mean " + command + " " + String.join(" or ", near) + "?");
  }

  /**
   * Returns only the option's name: text after {@code =} or attached to a short option may be a
   * secret.
   */
  private static String optionName(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (!name.startsWith("--")) {
      name = name.substring(0, Math.min(2, name.length()));
    }
    return name;
  }

  private static String names(List<? extends ArgSpec> args) {
    List<String> names = new ArrayList<>();
    for (ArgSpec arg : args) {
      names.add(arg instanceof OptionSpec option ? option.longestName() : arg.paramLabel());
    }
    return String.join(", ", names);
  }

  private static Failure usage(String text) {
    return Failure.of(Kind.USAGE, text);
  }
}
