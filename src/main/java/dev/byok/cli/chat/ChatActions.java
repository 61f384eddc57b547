package dev.byok.cli.chat;

/** Runs the slash commands of a chat. */
record ChatActions(
    Chat chat,
    ModelCommands models,
    FileCommands files,
    SessionCommands sessions,
    TurnCommands turns) {
  private static final SlashCommands COMMANDS = new SlashCommands();

  void run(String typed) {
    SlashCommands.Typed command = COMMANDS.read(typed);
    String rest = command.rest();
    switch (command.name()) {
      case "/model" -> models.model(rest);
      case "/compare" -> models.compare(rest);
      case "/keep" -> models.keep(rest);
      case "/system" -> turns.system(rest);
      case "/file" -> files.file(rest);
      case "/retry" -> turns.retry(rest);
      case "/undo" -> turns.undo();
      case "/edit" -> turns.edit(rest);
      case "/copy" -> files.copy();
      case "/save" -> files.save(rest);
      case "/sessions" -> sessions.list();
      case "/resume" -> sessions.resume(rest);
      case "/usage" -> sessions.usage();
      case "/clear" -> sessions.clear();
      case "/reasoning" -> turns.reasoning();
      case "/help" -> chat.show(COMMANDS.help(rest));
      case "/exit" -> chat.leave();
      default -> throw new IllegalStateException(command.name());
    }
  }
}
