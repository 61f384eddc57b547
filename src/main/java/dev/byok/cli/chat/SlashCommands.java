package dev.byok.cli.chat;

import dev.byok.catalog.Nearest;
import dev.byok.cli.chat.SlashCommand.Argument;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of a conversation by name. */
final class SlashCommands {
  private final List<SlashCommand> all = new ArrayList<>();

  SlashCommands() {
    add("/model", "[REF]", Argument.MODEL, "ask another model from now on", ModelCommands::model);
    add(
        "/compare",
        "REF REF… [QUESTION]",
        Argument.MODEL,
        "ask several models, side by side",
        ModelCommands::compare);
    add("/keep", "N", Argument.TEXT, "go on with the Nth of them", ModelCommands::keep);
    add(
        "/system",
        "[TEXT | -]",
        Argument.TEXT,
        "show, set or remove (-) the instructions",
        TurnCommands::system);
    add("/file", "[FILE]", Argument.FILE, "send a file with the next message", FileCommands::file);
    add(
        "/retry",
        "[REF]",
        Argument.MODEL,
        "ask the last question again, perhaps another model",
        TurnCommands::retry);
    add("/undo", "", Argument.NONE, "take the last question and answer back", TurnCommands::undo);
    add(
        "/edit",
        "[TEXT]",
        Argument.TEXT,
        "write the next message in $VISUAL or $EDITOR",
        TurnCommands::edit);
    add("/copy", "", Argument.NONE, "copy the last answer to the clipboard", FileCommands::copy);
    add("/save", "FILE", Argument.FILE, "write the last answer to a file", FileCommands::save);
    add("/sessions", "", Argument.NONE, "list the saved conversations", SessionCommands::list);
    add("/resume", "[NAME]", Argument.SESSION, "go on with a saved one", SessionCommands::resume);
    add("/usage", "", Argument.NONE, "what this conversation has used", SessionCommands::usage);
    add("/clear", "", Argument.NONE, "begin a new conversation", SessionCommands::clear);
    add(
        "/reasoning",
        "",
        Argument.NONE,
        "show or fold the model's reasoning",
        TurnCommands::reasoning);
    add("/help", "[COMMAND]", Argument.COMMAND, "show these", SlashCommands::help);
    add("/exit", "", Argument.NONE, "leave, as Ctrl-D does", (chat, rest) -> chat.leave());
  }

  private void add(
      String name, String takes, Argument argument, String help, SlashCommand.Action action) {
    all.add(new SlashCommand(name, takes, argument, help, action));
  }

  List<SlashCommand> all() {
    return all;
  }

  /** The command of that name, with its slash; null when there is none. */
  @Nullable SlashCommand find(String name) {
    for (SlashCommand command : all) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }

  /** Does what was typed; a usage failure names the nearest command when there is none. */
  void run(Chat chat, String typed) {
    String line = typed.strip();
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    String name = line.substring(0, end);
    SlashCommand command = find(name.equals("/quit") ? "/exit" : name);
    if (command == null) {
      Failure unknown = unknown(name);
      throw unknown.hint(
          unknown.hint() + "; a message that begins with a slash is written with two");
    }
    String rest = line.substring(end).strip();
    if (command.argument() == Argument.NONE && !rest.isEmpty()) {
      throw Failure.of(Kind.USAGE, name + " takes nothing, and got " + UserWord.quoted(rest))
          .hint("/help " + name.substring(1) + " tells more");
    }
    command.action().run(chat, rest);
  }

  private Failure unknown(String name) {
    List<String> names = new ArrayList<>();
    for (SlashCommand command : all) {
      names.add(command.name());
    }
    List<String> near = Nearest.of(name, names);
    return Failure.of(Kind.USAGE, UserWord.quoted(name) + " is no command")
        .hint(near.isEmpty() ? "/help lists them" : "did you mean " + String.join(" or ", near));
  }

  private static void help(Chat chat, String rest) {
    StringBuilder text = new StringBuilder();
    if (rest.isEmpty()) {
      for (SlashCommand command : chat.commands().all()) {
        text.append(row(command));
      }
      text.append(
          """

          Alt-Enter, or \"""  before and behind it, writes a message of several lines. Ctrl-R searches
          what was typed before, Tab completes. Ctrl-C stops an answer and keeps what came; Ctrl-D leaves.
          """);
    } else {
      String name = rest.startsWith("/") ? rest : "/" + rest;
      SlashCommand command = chat.commands().find(name);
      if (command == null) {
        throw chat.commands().unknown(name);
      }
      text.append(row(command));
    }
    chat.show(text.toString());
  }

  private static String row(SlashCommand command) {
    return String.format("  %-28s %s%n", command.synopsis(), command.help());
  }
}
