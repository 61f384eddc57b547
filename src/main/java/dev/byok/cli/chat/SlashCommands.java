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
    add("/model", "[REF]", Argument.MODEL, "ask another model from now on");
    add("/compare", "REF REF… [QUESTION]", Argument.MODEL, "ask several models, side by side");
    add("/keep", "N", Argument.TEXT, "go on with the Nth of them");
    add("/system", "[TEXT | -]", Argument.TEXT, "show, set or remove (-) the instructions");
    add("/file", "[FILE]", Argument.FILE, "send a file with the next message");
    add("/retry", "[REF]", Argument.MODEL, "ask the last question again, perhaps another model");
    add("/undo", "", Argument.NONE, "take the last question and answer back");
    add("/edit", "[TEXT]", Argument.TEXT, "write the next message in $VISUAL or $EDITOR");
    add("/copy", "", Argument.NONE, "copy the last answer to the clipboard");
    add("/save", "FILE", Argument.FILE, "write the last answer to a file");
    add("/sessions", "", Argument.NONE, "list the saved conversations");
    add("/resume", "[NAME]", Argument.SESSION, "go on with a saved one");
    add("/usage", "", Argument.NONE, "what this conversation has used");
    add("/clear", "", Argument.NONE, "begin a new conversation");
    add("/reasoning", "", Argument.NONE, "show or fold the model's reasoning");
    add("/help", "[COMMAND]", Argument.COMMAND, "show these");
    add("/exit", "", Argument.NONE, "leave, as Ctrl-D does");
  }

  private void add(String name, String takes, Argument argument, String help) {
    all.add(new SlashCommand(name, takes, argument, help));
  }

  /**
   * A command that was typed.
   *
   * @param name with its slash
   * @param rest what was typed behind the name, without blanks around it
   */
  record Typed(String name, String rest) {}

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

  /** Reads what was typed; a usage failure names the nearest command when there is none. */
  Typed read(String typed) {
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
    return new Typed(command.name(), rest);
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

  /** The help for all of them, or for the one that is named. */
  String help(String rest) {
    StringBuilder text = new StringBuilder();
    if (rest.isEmpty()) {
      for (SlashCommand command : all) {
        text.append(row(command));
      }
      text.append(
          """

          Alt-Enter, or \"""  before and behind it, writes a message of several lines. Ctrl-R searches
          what was typed before, Tab completes. Ctrl-C stops an answer and keeps what came; Ctrl-D leaves.
          """);
    } else {
      String name = rest.startsWith("/") ? rest : "/" + rest;
      SlashCommand command = find(name);
      if (command == null) {
        throw unknown(name);
      }
      text.append(row(command));
    }
    return text.toString();
  }

  private static String row(SlashCommand command) {
    return String.format("  %-28s %s%n", command.synopsis(), command.help());
  }
}
