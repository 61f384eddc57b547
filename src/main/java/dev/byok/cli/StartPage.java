package dev.byok.cli;

/** What byok prints without a command: what to type first, and every command by name. */
final class StartPage {
  /** Fits into a terminal of 80 columns and 24 lines. */
  static final String TEXT =
      """
      byok sends prompts with your own provider keys, kept in the system keychain.

        byok run -m demo/echo "Hello"   try it: no key, no network
        byok keys add openai            store a key
        byok chat                       talk to a model

      Ask       run  chat  compare  fim
      Keys      keys  providers  models  default  alias
      Costs     usage  budget
      Sessions  sessions
      byok      config  doctor  completion  help  version

      byok COMMAND --help shows the options and examples of a command;
      man byok-COMMAND shows its manual page.

      Options of every command:
        -h, --help      show help            -q, --quiet     no notices on stderr
        -V, --version   print the version    -v, --verbose   print details on stderr
        --json          print JSON           --no-input      never ask questions
        --color WHEN    auto, always or never
      """;

  private StartPage() {}
}
