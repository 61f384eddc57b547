package dev.byok.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, and the page that lists the commands. */
@Command(
    name = "byok",
    description =
        "Keeps your own LLM provider keys in the system keychain and sends prompts with them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "First steps:",
      "  byok run -m demo/echo \"Hello, keys\"     needs no key and no network",
      "  byok keys add openai                    asks for the key, unseen",
      "  byok run -m openai/MODEL \"…\"",
      "",
      "byok COMMAND --help tells more about each."
    })
final class CommonOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "show this help and exit")
  boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "print the version and exit")
  boolean version;

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "print JSON on stdout")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "no notices on stderr")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "say on stderr what happens; keys stay masked")
  boolean verbose;

  @Option(names = "--no-input", scope = ScopeType.INHERIT, description = "never ask anything")
  boolean noInput;

  @Option(
      names = "--color",
      paramLabel = "WHEN",
      scope = ScopeType.INHERIT,
      description = "auto, always or never")
  String color = "auto";
}
