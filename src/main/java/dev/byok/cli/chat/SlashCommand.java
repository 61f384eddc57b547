package dev.byok.cli.chat;

/**
 * Something that is done in a conversation instead of saying it.
 *
 * @param name with its slash
 * @param takes what stands behind it, as the help shows it; empty for nothing
 * @param argument what completion offers there
 * @param help one line
 */
record SlashCommand(String name, String takes, Argument argument, String help) {
  /** What stands behind a command. */
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
