package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.UserWord;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientFile;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok clients rotate}: gives a client a new token. The old one is refused at once. */
public record ClientsRotateCommand(Tools tools, Setup setup, Storage storage) implements Command {
  public static CommandSpec spec() {
    return Issuing.addTo(
        Specs.command(
                "rotate",
                "give a program a new token",
                "",
                "byok prints the new token once. The old one is refused from the next request on.")
            .addPositional(Specs.word(0, "1", "NAME", "its name, as in byok clients list")));
  }

  @Override
  public int run(Arguments given) {
    String name = given.required(0);
    ClientFile clients = storage.clients();
    Client before = clients.get(name);
    Issue issue = new Issuing(tools, setup, storage).of(before, given);
    clients.change(name, client -> client.withToken(issue.client().tokenSha256()));
    issue.print(tools, given.json(), clients, before);
    if (before.isExpired(tools.clock().instant())) {
      tools.notice(
          UserWord.quoted(name)
              + " has expired, so this token is refused too; byok clients set "
              + UserWord.shown(name)
              + " --expires 30d changes that");
    }
    return 0;
  }
}
