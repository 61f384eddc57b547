package dev.byok.cli;

import picocli.CommandLine.Command;

/** Commands that only hold others. */
final class Group {
  private Group() {}

  @Command(
      name = "keys",
      description = "store, list, verify and remove keys",
      synopsisSubcommandLabel = "COMMAND")
  static final class Keys {}

  @Command(
      name = "alias",
      description = "short names for model references",
      synopsisSubcommandLabel = "COMMAND")
  static final class Alias {}

  @Command(
      name = "config",
      description = "show and change settings",
      synopsisSubcommandLabel = "COMMAND")
  static final class Config {}
}
