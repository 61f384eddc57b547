package dev.byok.cli.chat;

import dev.byok.cli.ask.KiloOptions;
import dev.byok.cli.ask.OnePrompt;
import dev.byok.cli.ask.RunOptions;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Colours;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import dev.byok.term.Streams;
import dev.byok.term.console.ChatConsole;
import dev.byok.term.console.ChatConsoles;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok chat}: a conversation in the terminal. */
public final class ChatCommand implements Command {
  private static final String CONTINUE = "--continue";
  private static final String SESSION = "--session";

  @Override
  public CommandSpec spec() {
    CommandSpec spec =
        Specs.command(
                this,
                "chat",
                "talk with models in the terminal",
                "",
                "/help inside lists what can be done there: switch models within the conversation,",
                "compare several, attach files. Standard input that is no terminal is read line by",
                "line, each a message or a command.")
            .addOption(
                Specs.value(
                    "REF", "provider[:label]/model, an alias, or a key's name", "-m", "--model"))
            .addOption(
                Specs.value("TEXT", "instructions that go before the prompt", "-s", "--system"))
            .addOption(Specs.flag("go on with the latest saved conversation", "-c", CONTINUE))
            .addOption(Specs.value("NAME", "go on with that conversation, or begin it", SESSION))
            .addOption(Specs.flag("keep nothing but the ledger's entries", "--no-save"))
            .addOption(Specs.flag("show the model's reasoning", "--show-reasoning"));
    return KiloOptions.addTo(OnePrompt.addBudgetTo(RunOptions.addTo(spec)));
  }

  @Override
  public int run(Services services, Arguments given) {
    refuseJson(given);
    ChatOptions options = ChatOptions.of(services, given);
    Session found = saved(services.sessions(), given, services.messages()::notice);
    Session session = found == null ? begun(services, given) : found;
    String model = given.text("--model");
    String system = system(given);
    if (found != null) {
      session = model == null ? session : session.withModel(services.router().lasting(model));
      session = given.text("--system") == null ? session : session.withSystem(system);
    }
    boolean resumed = found != null || given.text(SESSION) != null;
    Talk talk = new Talk(services, options, session, resumed);
    if (session.model() != null) {
      // A model that cannot be asked is told before anything is typed.
      KiloOptions.route(talk.route(), given);
    }
    boolean colour = Colours.wanted(services, given);
    try (ChatConsole console =
        ChatConsoles.open(
            new Streams(
                services.in(),
                services.out(),
                services.messages(),
                services.terminal(),
                services.env()),
            colour,
            options.saves() ? services.paths().chatHistory() : null,
            new ChatCompletions(services))) {
      return talk(services, given, console, new ChatStyle(colour && console.isStyled()), talk);
    }
  }

  private static int talk(
      Services services, Arguments given, ChatConsole console, ChatStyle style, Talk talk) {
    Chat chat = new Chat(services, console, style, talk, given.has("--show-reasoning"));
    if (!console.isInteractive()) {
      return chat.untilTheEnd();
    }
    if (console.isDrawn()) {
      services.messages().showOn(text -> console.note(style.dim(text.stripTrailing())));
    }
    try {
      chat.note("byok " + services.version() + "; /help lists the commands, Ctrl-D leaves");
      if (talk.session().revision() > 0) {
        chat.note(SessionCommands.welcome(talk.session()));
      }
      int exitCode = chat.untilTheEnd();
      if (talk.session().revision() > 0) {
        chat.note("byok chat --session " + talk.session().name() + " goes on with this");
      }
      return exitCode;
    } finally {
      services.messages().showOnStandardError();
    }
  }

  private static void refuseJson(Arguments given) {
    if (given.json()) {
      throw Failure.of(Kind.USAGE, "chat prints no JSON")
          .hint("byok run --session NAME --json takes part in a conversation from a script");
    }
  }

  /** The conversation to go on with; null for a new one. */
  private static @Nullable Session saved(
      SessionStore store, Arguments given, Consumer<String> notices) {
    String name = given.text(SESSION);
    if (!given.has(CONTINUE)) {
      return name == null ? null : store.find(name);
    }
    if (name != null) {
      throw Failure.of(Kind.USAGE, CONTINUE + " and " + SESSION + " exclude each other")
          .hint(CONTINUE + " goes on with the latest one, " + SESSION + " with the one you name");
    }
    Session latest = store.latest(notices);
    if (latest == null) {
      throw Failure.of(Kind.USAGE, "there is no saved session to continue")
          .hint("byok chat begins one");
    }
    return latest;
  }

  private static Session begun(Services services, Arguments given) {
    String model = given.text("--model");
    String named = model == null ? services.router().defaultReference() : model;
    return services
        .sessions()
        .begin(
            given.text(SESSION),
            named == null ? null : services.router().lasting(named),
            system(given));
  }

  /** An empty one removes the instructions. */
  private static @Nullable String system(Arguments given) {
    String text = given.text("--system");
    return text == null || text.isEmpty() ? null : text;
  }
}
