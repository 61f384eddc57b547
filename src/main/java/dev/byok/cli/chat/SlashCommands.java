package dev.byok.cli.chat;

import dev.byok.catalog.Nearest;
import dev.byok.cli.chat.SlashCommand.Argument;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands of a chat by name. */
final class SlashCommands {
  private final List<SlashCommand> all = new ArrayList<>();

  SlashCommands() {
    add("/model", "[REF]", Argument.MODEL, "switch to another model");
    add("/compare", "REF REF… [QUESTION]", Argument.MODEL, "ask several models, side by side");
    add("/keep", "N", Argument.TEXT, "continue with the Nth answer");
    add("/system", "[TEXT | -]", Argument.TEXT, "show, set or remove (-) the system prompt");
    add("/file", "[FILE]", Argument.FILE, "attach a file to the next message");
    add("/retry", "[REF]", Argument.MODEL, "ask the last question again, or ask another model");
    add("/undo", "", Argument.NONE, "take back the last question and its answer");
    add("/edit", "[TEXT]", Argument.TEXT, "write the next message in $VISUAL or $EDITOR");
    add("/copy", "", Argument.NONE, "copy the last answer to the clipboard");
    add("/save", "FILE", Argument.FILE, "write the last answer to a file");
    add("/sessions", "", Argument.NONE, "list saved sessions");
    add("/resume", "[NAME]", Argument.SESSION, "continue a saved session");
    add("/usage", "", Argument.NONE, "show what this session used");
    add("/clear", "", Argument.NONE, "start a new session");
    add("/reasoning", "", Argument.NONE, "show or hide the model's reasoning");
    add("/help", "[COMMAND]", Argument.COMMAND, "show this list");
    add("/exit", "", Argument.NONE, "leave; Ctrl-D does the same");
  }

  private void add(String name, String takes, Argument argument, String help) {
    all.add(new SlashCommand(name, takes, argument, help));
  }

  /**
   * A command that was typed.
   *
   * @param name with its slash
   * @param rest what was typed after the name, without surrounding spaces
   */
  record Typed(String name, String rest) {}

  List<SlashCommand> all() {
    return all;
  }

  /** Finds a command by its name, including the slash. */
  @Nullable SlashCommand find(String name) {
    for (SlashCommand command : all) {
      if (command.name().equals(name)) {
        return command;
      }
    }
    return null;
  }

  /** Reads what was typed. If the command is unknown, a usage failure names the nearest one. */
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
          unknown.hint() + "; to send a message that begins with a slash, type the slash twice");
    }
    String rest = line.substring(end).strip();
    if (command.argument() == Argument.NONE && !rest.isEmpty()) {
      throw Failure.of(Kind.USAGE, name + " takes no argument, but got " + UserWord.quoted(rest))
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
    return Failure.of(Kind.USAGE, "unknown command " + UserWord.quoted(name))
        .hint(near.isEmpty() ? "/help lists them" : "did you mean " + String.join(" or ", near));
  }

  /** Returns the help for all commands, or for the named one. */
  String help(String rest) {
    StringBuilder text = new StringBuilder();
    if (rest.isEmpty()) {
      for (SlashCommand command : all) {
        text.append(row(command));
      }
      text.append(
          """

          Alt-Enter adds a line; so does \""" before and after a message. Ctrl-R searches
          earlier messages, Tab completes. Ctrl-C stops an answer and keeps what arrived; Ctrl-D leaves.
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
