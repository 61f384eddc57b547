package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientFile;
import java.time.ZonedDateTime;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok clients set}: changes what a client may do, from its next request on. */
public record ClientsSetCommand(Tools tools, Setup setup, Storage storage) implements Command {
  public static CommandSpec spec() {
    return ClientOptions.addTo(
        Specs.command(
                "set",
                "change what a program may use and spend",
                "",
                "Each option replaces what was set before; what is not given stays. --budget none",
                "removes its budgets, --allow-model '*' its patterns, --expires never its expiry.")
            .addPositional(Specs.word(0, "1", "NAME", "its name, as in byok clients list")));
  }

  @Override
  public int run(Arguments given) {
    String name = given.required(0);
    ClientFile clients = storage.clients();
    clients.require(name);
    if (!ClientOptions.areGiven(given)) {
      throw Failure.of(Kind.USAGE, "there is nothing to change")
          .hint("give -k, --allow-model, --budget or --expires");
    }
    ZonedDateTime now = ZonedDateTime.now(tools.clock());
    // What the options say is found before the file is locked, since that reads other files.
    LendableKeys keys = new LendableKeys(setup, tools.env());
    Client options = ClientOptions.apply(clients.get(name), keys, given, now);
    Client changed = clients.change(name, client -> ClientOptions.copy(options, client, given));
    if (given.json()) {
      tools.out().json(ClientRows.of(tools, storage::ledger, List.of(changed)).getFirst().toJson());
    } else {
      tools.notice(
          "changed the client "
              + UserWord.quoted(name)
              + ": "
              + ClientWords.of(changed, now.getZone()));
    }
    return 0;
  }
}
