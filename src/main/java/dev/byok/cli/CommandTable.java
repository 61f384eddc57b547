package dev.byok.cli;

import dev.byok.cli.ask.FimCommand;
import dev.byok.cli.ask.RunCommand;
import dev.byok.cli.budget.BudgetRmCommand;
import dev.byok.cli.budget.BudgetSetCommand;
import dev.byok.cli.budget.BudgetShowCommand;
import dev.byok.cli.chat.ChatCommand;
import dev.byok.cli.compare.CompareCommand;
import dev.byok.cli.completion.CompletionCommand;
import dev.byok.cli.doctor.DoctorCommand;
import dev.byok.cli.keys.KeysAddCommand;
import dev.byok.cli.keys.KeysImportCommand;
import dev.byok.cli.keys.KeysListCommand;
import dev.byok.cli.keys.KeysRmCommand;
import dev.byok.cli.keys.KeysTestCommand;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.NoFactory;
import dev.byok.cli.line.Specs;
import dev.byok.cli.models.ModelsCommand;
import dev.byok.cli.models.ProvidersCommand;
import dev.byok.cli.sessions.SessionsExportCommand;
import dev.byok.cli.sessions.SessionsListCommand;
import dev.byok.cli.sessions.SessionsRmCommand;
import dev.byok.cli.sessions.SessionsShowCommand;
import dev.byok.cli.settings.AliasCommands;
import dev.byok.cli.settings.ConfigCommands;
import dev.byok.cli.settings.DefaultCommand;
import dev.byok.cli.usage.UsageCommand;
import dev.byok.cli.usage.UsagePathCommand;
import dev.byok.cli.usage.UsageRepriceCommand;
import dev.byok.cli.usage.UsageShowCommand;
import dev.byok.cli.usage.UsageTailCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The commands by name. Only the one that will run is built, since each costs time at every start;
 * all of them only where all are shown.
 */
public final class CommandTable {
  private static final String[] NAMES = {
    "run",
    "chat",
    "fim",
    "compare",
    "keys",
    "default",
    "alias",
    "models",
    "usage",
    "budget",
    "sessions",
    "providers",
    "config",
    "doctor",
    "completion"
  };
  private static final String[] KEYS = {"add", "list", "rm", "test", "import"};
  private static final String[] ALIAS = {"set", "list", "rm"};
  private static final String[] CONFIG = {"get", "set", "unset", "list", "path"};
  private static final String[] USAGE = {"tail", "show", "reprice", "path"};
  private static final String[] BUDGET = {"set", "show", "rm"};
  private static final String[] SESSIONS = {"list", "show", "rm", "export"};
  private static final String[] NONE = {};

  private CommandTable() {}

  /** Every command that users are told of. */
  public static CommandSpec all() {
    return commandLine(List.of()).getCommandSpec();
  }

  /** The command line for these arguments. */
  static CommandLine commandLine(List<String> args) {
    CommandSpec root =
        Specs.group(
            "byok",
            "Keeps your own LLM provider keys in the system keychain and sends prompts with them.");
    root.addOption(
        CommandLine.Model.OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("print the version and exit")
            .build());
    root.usageMessage()
        .footer(
            "",
            "First steps:",
            "  byok run -m demo/echo \"Hello, keys\"     needs no key and no network",
            "  byok keys add openai                    asks for the key, unseen",
            "  byok run -m openai/MODEL \"…\"",
            "",
            "byok COMMAND --help tells more about each.");
    addSubcommands(root, "", NAMES, args);
    return new CommandLine(root, new NoFactory());
  }

  private static void addSubcommands(
      CommandSpec parent, String path, String[] names, List<String> args) {
    String wanted = firstOf(names, args);
    for (String name : names) {
      if (wanted == null || wanted.equals(name)) {
        CommandSpec spec = create(path + name);
        String[] below = below(path + name);
        if (below.length > 0) {
          List<String> rest =
              wanted == null ? List.of() : args.subList(args.indexOf(name) + 1, args.size());
          addSubcommands(spec, path + name + " ", below, rest);
        }
        parent.addSubcommand(name, spec);
      }
    }
  }

  /** The subcommand that the arguments name: the first word that is no option. */
  private static @Nullable String firstOf(String[] names, List<String> args) {
    for (String arg : args) {
      if (!arg.startsWith("-")) {
        for (String name : names) {
          if (name.equals(arg)) {
            return name;
          }
        }
        return null;
      }
    }
    return null;
  }

  private static String[] below(String path) {
    return switch (path) {
      case "keys" -> KEYS;
      case "alias" -> ALIAS;
      case "config" -> CONFIG;
      case "usage" -> USAGE;
      case "budget" -> BUDGET;
      case "sessions" -> SESSIONS;
      default -> NONE;
    };
  }

  private static CommandSpec create(String path) {
    return switch (path) {
      case "keys" -> Specs.group("keys", "store, list, verify and remove keys");
      case "alias" -> Specs.group("alias", "short names for model references");
      case "budget" -> Specs.group("budget", "limits to what may be spent in a period");
      case "sessions" -> Specs.group("sessions", "saved conversations");
      case "config" -> Specs.group("config", "show and change settings");
      default -> command(path).spec();
    };
  }

  private static Command command(String path) {
    return switch (path) {
      case "run" -> new RunCommand();
      case "chat" -> new ChatCommand();
      case "fim" -> new FimCommand();
      case "compare" -> new CompareCommand();
      case "keys add" -> new KeysAddCommand();
      case "keys list" -> new KeysListCommand();
      case "keys rm" -> new KeysRmCommand();
      case "keys test" -> new KeysTestCommand();
      case "keys import" -> new KeysImportCommand();
      case "default" -> new DefaultCommand();
      case "alias set" -> new AliasCommands.Set();
      case "alias list" -> new AliasCommands.ListAll();
      case "alias rm" -> new AliasCommands.Remove();
      case "models" -> new ModelsCommand();
      case "usage" -> new UsageCommand();
      case "usage tail" -> new UsageTailCommand();
      case "usage show" -> new UsageShowCommand();
      case "usage reprice" -> new UsageRepriceCommand();
      case "usage path" -> new UsagePathCommand();
      case "budget set" -> new BudgetSetCommand();
      case "budget show" -> new BudgetShowCommand();
      case "budget rm" -> new BudgetRmCommand();
      case "sessions list" -> new SessionsListCommand();
      case "sessions show" -> new SessionsShowCommand();
      case "sessions rm" -> new SessionsRmCommand();
      case "sessions export" -> new SessionsExportCommand();
      case "providers" -> new ProvidersCommand();
      case "config get" -> new ConfigCommands.Get();
      case "config set" -> new ConfigCommands.Set();
      case "config unset" -> new ConfigCommands.Unset();
      case "config list" -> new ConfigCommands.ListAll();
      case "config path" -> new ConfigCommands.PathOf();
      case "completion" -> new CompletionCommand(CommandTable::all);
      case "doctor" -> new DoctorCommand();
      default -> throw new IllegalStateException(path);
    };
  }
}
