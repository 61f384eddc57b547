package dev.byok.cli.chat;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.RunOptions;
import dev.byok.cli.ask.Sending;
import dev.byok.cli.completion.KnownNames;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colors;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.term.Streams;
import dev.byok.term.console.ChatConsole;
import dev.byok.term.console.ChatConsoles;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok chat}: a session in the terminal. */
public record ChatCommand(
    Tools tools, Setup setup, Sending sending, Storage storage, ChildEnvironment children)
    implements Command {
  private static final String CONTINUE = "--continue";
  private static final String SESSION = "--session";

  public static CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
                "chat",
                "chat with models in the terminal",
                "",
                "In a chat, /help lists all commands: switch models within the session, compare answers,",
                "attach files. If standard input is not a terminal, each line of it is one message or",
                "command.")
            .addOption(
                Specs.value(
                    "REF",
                    "provider[:label]/model, an alias, or a key's name, for its default model",
                    "-m",
                    "--model"))
            .addOption(Specs.value("TEXT", "the system prompt", "-s", "--system"))
            .addOption(Specs.flag("continue the latest session", "-c", CONTINUE))
            .addOption(
                Specs.value("NAME", "continue the session with this name, or start it", SESSION))
            .addOption(
                Specs.flag(
                    "do not save the session; the ledger still counts its tokens", "--no-save"))
            .addOption(Specs.flag("show the model's reasoning", "--show-reasoning"));
    return KiloOptions.addTo(OnePrompt.addBudgetTo(RunOptions.addTo(spec)));
  }

  @Override
  public int run(Arguments given) {
    refuseJson(given);
    ChatOptions options = ChatOptions.of(setup.config(), given);
    Session found = saved(storage.sessions(), given, tools::notice);
    Session session = found == null ? begun(given) : found;
    String model = given.text("--model");
    String system = system(given);
    if (found != null) {
      session = model == null ? session : session.withModel(setup.router().lasting(model));
      session = given.text("--system") == null ? session : session.withSystem(system);
    }
    boolean resumed = found != null || given.text(SESSION) != null;
    SessionTotals totals =
        resumed
            ? SessionTotals.of(storage.ledger(), session.name(), tools.messages())
            : SessionTotals.none();
    Talk talk = new Talk(setup, storage.sessions(), options, session, totals);
    if (session.model() != null) {
      // Fails before anything is typed if the model cannot be asked.
      KiloOptions.route(talk.route(), given);
    }
    boolean color = Colors.wanted(tools, given);
    try (ChatConsole console =
        ChatConsoles.open(
            new Streams(tools.in(), tools.out(), tools.messages(), tools.terminal(), tools.env()),
            color,
            options.saves() ? storage.paths().chatHistory() : null,
            new ChatCompletions(
                home(), new KnownNames(tools, setup, storage), storage.sessions()))) {
      return talk(given, console, new ChatStyle(color && console.isStyled()), talk);
    }
  }

  private int talk(Arguments given, ChatConsole console, ChatStyle style, Talk talk) {
    ChatScreen screen = new ChatScreen(console, style, tools.messages(), tools.terminal());
    ContextGuard guard = new ContextGuard(storage.prices(), screen, talk);
    Asking asking = new Asking(tools, sending, screen, talk, guard);
    asking.showReasoning(given.has("--show-reasoning"));
    Chat chat = new Chat(tools.clock(), screen, talk, asking);
    ChatActions actions = actions(chat, console);
    if (!console.isInteractive()) {
      return chat.untilTheEnd(actions);
    }
    if (console.isDrawn()) {
      tools.messages().showOn(text -> console.note(style.dim(text.stripTrailing())));
    }
    try {
      chat.note("byok " + tools.version() + "; /help lists the commands, Ctrl-D leaves");
      if (talk.session().revision() > 0) {
        chat.note(SessionCommands.welcome(talk.session()));
      }
      int exitCode = chat.untilTheEnd(actions);
      if (talk.session().revision() > 0) {
        chat.note("byok chat --session " + talk.session().name() + " continues this session");
      }
      return exitCode;
    } finally {
      tools.messages().showOnStandardError();
    }
  }

  private ChatActions actions(Chat chat, ChatConsole console) {
    return new ChatActions(
        chat,
        new ModelCommands(chat, tools, setup, sending),
        new FileCommands(chat, home(), new Clipboard(tools, children, console.isStyled())),
        new SessionCommands(chat, storage.sessions(), storage.ledger(), tools.messages()),
        new TurnCommands(chat, new ExternalEditor(tools, children, console)));
  }

  private String home() {
    return tools.env().getOrDefault("HOME", "");
  }

  private static void refuseJson(Arguments given) {
    if (given.json()) {
      throw Failure.of(Kind.USAGE, "byok chat does not print JSON")
          .hint("in a script, use byok run --session NAME --json");
    }
  }

  /** Returns the session to continue; null for a new one. */
  private static @Nullable Session saved(
      SessionStore store, Arguments given, Consumer<String> notices) {
    String name = given.text(SESSION);
    if (!given.has(CONTINUE)) {
      return name == null ? null : store.find(name);
    }
    if (name != null) {
      throw Failure.of(Kind.USAGE, CONTINUE + " and " + SESSION + " cannot be used together")
          .hint(SESSION + " NAME continues that session, " + CONTINUE + " the latest one");
    }
    Session latest = store.latest(notices);
    if (latest == null) {
      throw Failure.of(Kind.USAGE, "there is no saved session to continue")
          .hint("byok chat starts one");
    }
    return latest;
  }

  private Session begun(Arguments given) {
    String model = given.text("--model");
    String named = model == null ? setup.router().defaultReference() : model;
    return storage
        .sessions()
        .begin(
            given.text(SESSION),
            named == null ? null : setup.router().lasting(named),
            system(given));
  }

  /** Returns the system prompt; an empty one removes it and gives null. */
  private static @Nullable String system(Arguments given) {
    String text = given.text("--system");
    return text == null || text.isEmpty() ? null : text;
  }
}
