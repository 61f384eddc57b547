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
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.cli.models.FreshPrices;
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
 * The commands by name: their specs, and what each is made of. Building a spec costs time at every
 * start, so only that of the command to run is built, unless all are shown.
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
    "completion",
    "help",
    "version"
  };
  private static final String[] KEYS = {"add", "list", "rm", "test", "import"};
  private static final String[] ALIAS = {"set", "list", "rm"};
  private static final String[] CONFIG = {"get", "set", "unset", "list", "path"};
  private static final String[] USAGE = {"tail", "show", "reprice", "path"};
  private static final String[] BUDGET = {"set", "show", "rm"};
  private static final String[] SESSIONS = {"list", "show", "rm", "export"};
  private static final String[] NONE = {};

  private CommandTable() {}

  /** Returns every command that users see. */
  public static CommandSpec all() {
    CommandSpec root = commandLine(List.of()).getCommandSpec();
    Synopsis.everywhere(root);
    return root;
  }

  /** Returns the command that the arguments name, with all that could follow it. */
  static CommandLine commandLine(List<String> args) {
    return commandLine(args, false);
  }

  /** As above, but a report has no commands below it unless the arguments name one or want help. */
  static CommandLine named(List<String> args) {
    for (String arg : args) {
      if (arg.startsWith("-") && arg.indexOf('h') > 0) {
        return commandLine(args, false);
      }
    }
    return commandLine(args, true);
  }

  private static CommandLine commandLine(List<String> args, boolean lean) {
    CommandSpec root =
        Specs.group(
            "byok",
            "Keeps your own LLM provider keys in the system keychain and sends prompts with them.");
    root.addOption(
        CommandLine.Model.OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("print the version and exit")
            .build());
    addSubcommands(root, "", NAMES, args, lean);
    return new CommandLine(root, new NoFactory());
  }

  private static void addSubcommands(
      CommandSpec parent, String path, String[] names, List<String> args, boolean lean) {
    String wanted = firstOf(names, args);
    if (wanted == null && lean && path.equals("usage ")) {
      return;
    }
    for (String name : names) {
      if (wanted == null || wanted.equals(name)) {
        CommandSpec spec = spec(path + name);
        String[] below = below(path + name);
        if (below.length > 0) {
          List<String> rest =
              wanted == null ? List.of() : args.subList(args.indexOf(name) + 1, args.size());
          addSubcommands(spec, path + name + " ", below, rest, lean);
        }
        parent.addSubcommand(name, spec);
      }
    }
  }

  /** Returns the subcommand that the arguments name: the first word that is not an option. */
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

  private static CommandSpec spec(String path) {
    return switch (path) {
      case "keys" -> Specs.group("keys", "store, list, verify and remove keys");
      case "alias" -> Specs.group("alias", "short names for model references");
      case "budget" -> Specs.group("budget", "limits to what may be spent in a period");
      case "sessions" -> Specs.group("sessions", "saved sessions");
      case "config" -> Specs.group("config", "show and change settings");
      case "run" -> RunCommand.spec();
      case "chat" -> ChatCommand.spec();
      case "fim" -> FimCommand.spec();
      case "compare" -> CompareCommand.spec();
      case "keys add" -> KeysAddCommand.spec();
      case "keys list" -> KeysListCommand.spec();
      case "keys rm" -> KeysRmCommand.spec();
      case "keys test" -> KeysTestCommand.spec();
      case "keys import" -> KeysImportCommand.spec();
      case "default" -> DefaultCommand.spec();
      case "alias set" -> AliasCommands.Set.spec();
      case "alias list" -> AliasCommands.ListAll.spec();
      case "alias rm" -> AliasCommands.Remove.spec();
      case "models" -> ModelsCommand.spec();
      case "usage" -> UsageCommand.spec();
      case "usage tail" -> UsageTailCommand.spec();
      case "usage show" -> UsageShowCommand.spec();
      case "usage reprice" -> UsageRepriceCommand.spec();
      case "usage path" -> UsagePathCommand.spec();
      case "budget set" -> BudgetSetCommand.spec();
      case "budget show" -> BudgetShowCommand.spec();
      case "budget rm" -> BudgetRmCommand.spec();
      case "sessions list" -> SessionsListCommand.spec();
      case "sessions show" -> SessionsShowCommand.spec();
      case "sessions rm" -> SessionsRmCommand.spec();
      case "sessions export" -> SessionsExportCommand.spec();
      case "providers" -> ProvidersCommand.spec();
      case "config get" -> ConfigCommands.Get.spec();
      case "config set" -> ConfigCommands.Set.spec();
      case "config unset" -> ConfigCommands.Unset.spec();
      case "config list" -> ConfigCommands.ListAll.spec();
      case "config path" -> ConfigCommands.PathOf.spec();
      case "completion" -> CompletionCommand.spec();
      case "doctor" -> DoctorCommand.spec();
      case "help" -> HelpCommand.spec();
      case "version" -> VersionCommand.spec();
      default -> throw new IllegalStateException(path);
    };
  }

  /**
   * Makes a command from what it needs. Returns null for a name that only groups others.
   *
   * @param name the full name, such as {@code byok keys add}
   */
  static @Nullable Command command(String name, Collaborators made) {
    Tools tools = made.tools();
    Setup setup = made.setup();
    Storage storage = made.storage();
    return switch (name) {
      case "byok run" -> new RunCommand(tools, setup, made, storage);
      case "byok chat" -> new ChatCommand(tools, setup, made, storage, made.childEnvironment());
      case "byok fim" -> new FimCommand(tools, setup, made);
      case "byok compare" -> new CompareCommand(tools, setup, made);
      case "byok keys add" ->
          new KeysAddCommand(tools, setup, made::prover, made::storedKeys, made.childEnvironment());
      case "byok keys list" -> new KeysListCommand(tools, setup, storage::ledger, made::keyChecks);
      case "byok keys rm" -> new KeysRmCommand(tools, setup, made::storedKeys);
      case "byok keys test" -> new KeysTestCommand(tools, setup, made::keyChecks);
      case "byok keys import" ->
          new KeysImportCommand(tools, setup, made::prover, made::storedKeys);
      case "byok default" -> new DefaultCommand(tools, setup);
      case "byok alias set" -> new AliasCommands.Set(tools, setup);
      case "byok alias list" -> new AliasCommands.ListAll(tools, setup);
      case "byok alias rm" -> new AliasCommands.Remove(tools, setup);
      case "byok models" ->
          new ModelsCommand(
              tools, setup, made::modelLister, storage::modelCache, freshPrices(made));
      case "byok usage" -> new UsageCommand(tools, setup, storage::ledger);
      case "byok usage tail" -> new UsageTailCommand(tools, storage::ledger);
      case "byok usage show" -> new UsageShowCommand(tools, storage::ledger);
      case "byok usage reprice" ->
          new UsageRepriceCommand(tools, setup, storage::ledger, freshPrices(made));
      case "byok usage path" -> new UsagePathCommand(tools, storage::ledger);
      case "byok budget set" ->
          new BudgetSetCommand(tools, setup, storage::ledger, freshPrices(made));
      case "byok budget show" -> new BudgetShowCommand(tools, setup, storage::ledger);
      case "byok budget rm" -> new BudgetRmCommand(tools, setup);
      case "byok sessions list" -> new SessionsListCommand(tools, storage::sessions);
      case "byok sessions show" -> new SessionsShowCommand(tools, storage::sessions);
      case "byok sessions rm" -> new SessionsRmCommand(tools, storage::sessions);
      case "byok sessions export" -> new SessionsExportCommand(tools, storage::sessions);
      case "byok providers" -> new ProvidersCommand(tools, setup);
      case "byok config get" -> new ConfigCommands.Get(tools, setup);
      case "byok config set" -> new ConfigCommands.Set(setup);
      case "byok config unset" -> new ConfigCommands.Unset(setup);
      case "byok config list" -> new ConfigCommands.ListAll(tools, setup);
      case "byok config path" -> new ConfigCommands.PathOf(tools, setup);
      case "byok completion" -> new CompletionCommand(tools, CommandTable::all);
      case "byok doctor" -> new DoctorCommand(tools, setup, storage);
      case "byok help" -> new HelpCommand(tools);
      case "byok version" -> new VersionCommand(tools);
      default -> null;
    };
  }

  private static FreshPrices freshPrices(Collaborators made) {
    return new FreshPrices(made.tools().messages(), made.setup(), made::priceListSource);
  }
}
