package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.secrets.Secret;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientToken;
import dev.byok.serve.clients.ServerAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Makes tokens, for the commands that hand one out. */
record Issuing(Tools tools, Setup setup, Storage storage) {
  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
        Specs.value(
            "PROGRAM",
            "print what to paste into it: " + String.join(", ", Program.labels()),
            Program.OPTION));
  }

  /** Returns the client with a new token, which is not kept yet. */
  Issue of(Client client, Arguments given) {
    String url = ServerAddress.url(storage.paths().servedFile());
    Snippet snippet = snippet(client, given, url);
    Secret token = ClientToken.make();
    return new Issue(client.withToken(GatewayToken.sha256(token)), token, url, snippet);
  }

  private @Nullable Snippet snippet(Client client, Arguments given, String url) {
    String program = given.text(Program.OPTION);
    if (program == null) {
      return null;
    }
    if (given.json()) {
      throw Failure.of(Kind.USAGE, Program.OPTION + " and --json cannot be used together")
          .hint("--json prints the token and the address");
    }
    SnippetKeys keys = new SnippetKeys(setup, tools.env(), client);
    return Snippet.of(Program.of(program), keys, url, storage.prices());
  }
}
