package dev.byok.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * The commands by name. Picocli reads a command's annotations when it is added, so that only the
 * one that will run is added; all of them only where all are shown.
 */
final class CommandTable {
  private static final List<String> NAMES =
      List.of("run", "keys", "default", "alias", "usage", "providers", "config", "doctor");
  private static final List<String> KEYS = List.of("add", "list", "rm", "test");
  private static final List<String> ALIAS = List.of("set", "list", "rm");
  private static final List<String> CONFIG = List.of("get", "set", "unset", "list", "path");
  private static final List<String> USAGE = List.of("path");

  private CommandTable() {}

  /** The command line for these arguments. */
  static CommandLine commandLine(CommonOptions common, List<String> args) {
    CommandLine root = new CommandLine(common);
    addSubcommands(root, "", NAMES, args);
    return root;
  }

  private static void addSubcommands(
      CommandLine parent, String path, List<String> names, List<String> args) {
    String wanted = firstOf(names, args);
    for (String name : names) {
      if (wanted == null || wanted.equals(name)) {
        Object command = create(path + name);
        CommandLine line = new CommandLine(command);
        List<String> below = below(path + name);
        if (!below.isEmpty()) {
          List<String> rest =
              wanted == null ? List.of() : args.subList(args.indexOf(name) + 1, args.size());
          addSubcommands(line, path + name + " ", below, rest);
        }
        parent.addSubcommand(name, line);
      }
    }
  }

  /** The subcommand that the arguments name: the first word that is no option. */
  private static @Nullable String firstOf(List<String> names, List<String> args) {
    for (String arg : args) {
      if (!arg.startsWith("-")) {
        return names.contains(arg) ? arg : null;
      }
    }
    return null;
  }

  private static List<String> below(String path) {
    return switch (path) {
      case "keys" -> KEYS;
      case "alias" -> ALIAS;
      case "config" -> CONFIG;
      case "usage" -> USAGE;
      default -> List.of();
    };
  }

  private static Object create(String path) {
    return switch (path) {
      case "run" -> new RunCommand();
      case "keys" -> new Group.Keys();
      case "keys add" -> new KeysAddCommand();
      case "keys list" -> new KeysListCommand();
      case "keys rm" -> new KeysRmCommand();
      case "keys test" -> new KeysTestCommand();
      case "default" -> new DefaultCommand();
      case "alias" -> new Group.Alias();
      case "alias set" -> new AliasCommands.Set();
      case "alias list" -> new AliasCommands.ListAll();
      case "alias rm" -> new AliasCommands.Remove();
      case "usage" -> new UsageCommand();
      case "usage path" -> new UsagePathCommand();
      case "providers" -> new ProvidersCommand();
      case "config" -> new Group.Config();
      case "config get" -> new ConfigCommands.Get();
      case "config set" -> new ConfigCommands.Set();
      case "config unset" -> new ConfigCommands.Unset();
      case "config list" -> new ConfigCommands.ListAll();
      case "config path" -> new ConfigCommands.PathOf();
      case "doctor" -> new DoctorCommand();
      default -> throw new IllegalStateException(path);
    };
  }
}
