package dev.byok.cli.chat;

/**
 * A command in a chat.
 *
 * @param name with its slash
 * @param takes the argument as the help shows it; empty for none
 * @param argument what completion offers for the argument
 * @param help one line
 */
record SlashCommand(String name, String takes, Argument argument, String help) {
  /** The kind of argument that a command takes. */
  enum Argument {
    NONE,
    TEXT,
    FILE,
    MODEL,
    SESSION,
    COMMAND
  }

  String synopsis() {
    return takes.isEmpty() ? name : name + " " + takes;
  }
}
