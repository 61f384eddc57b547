package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientFile;
import dev.byok.serve.clients.LentKeys;
import java.time.ZonedDateTime;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok clients add}: lets a program use keys, and prints its token once. */
public record ClientsAddCommand(Tools tools, Setup setup, Storage storage) implements Command {
  public static CommandSpec spec() {
    return Issuing.addTo(
        ClientOptions.addTo(
            Specs.command(
                    "add",
                    "let a program use your keys without seeing them",
                    "",
                    "byok prints the program's token once and keeps only its SHA-256. Without -k, the",
                    "program may use your default key. Without other options it may use every model,",
                    "spend what your own budgets allow, and its token does not expire.")
                .addPositional(Specs.word(0, "1", "NAME", "a name of your choice"))));
  }

  @Override
  public int run(Arguments given) {
    String name = given.required(0);
    PastedKey.refuse(name);
    if (!KeyName.isLabel(name)) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(name) + " is not a valid name")
          .hint("a name is 1 to 32 of a-z, 0-9 and -, and starts with a letter or digit");
    }
    ZonedDateTime now = ZonedDateTime.now(tools.clock());
    LendableKeys keys = new LendableKeys(setup, tools.env());
    Client blank =
        new Client(name, LentKeys.every(), List.of(), List.of(), now.toInstant(), null, "");
    Client asked = ClientOptions.apply(blank, keys, given, now);
    Client client =
        ClientOptions.givesKeys(given) ? asked : asked.withKeys(LentKeys.of(List.of(keys.usual())));
    Issuing issuing = new Issuing(tools, setup, storage);
    Issue issue = issuing.of(client, given);
    ClientFile clients = storage.clients();
    clients.add(issue.client());
    issue.print(tools, given.json(), clients, null);
    tools.notice(ClientWords.added(issue.client(), now.getZone()));
    return 0;
  }
}
