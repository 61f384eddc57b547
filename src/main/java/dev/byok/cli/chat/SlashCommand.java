package dev.byok.cli.chat;

/**
 * Something that is done in a conversation instead of saying it.
 *
 * @param name with its slash
 * @param takes what stands behind it, as the help shows it; empty for nothing
 * @param argument what completion offers there
 * @param help one line
 */
record SlashCommand(String name, String takes, Argument argument, String help, Action action) {
  /** What stands behind a command. */
  enum Argument {
    NONE,
    TEXT,
    FILE,
    MODEL,
    SESSION,
    COMMAND
  }

  /** Does it. */
  @FunctionalInterface
  interface Action {
    /**
     * Does it in this conversation.
     *
     * @param rest what was typed behind the name, without blanks around it
     */
    void run(Chat chat, String rest);
  }

  String synopsis() {
    return takes.isEmpty() ? name : name + " " + takes;
  }
}
