package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.sessions.Session;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions show}: a conversation for people. */
public final class SessionsShowCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(this, "show", "show a saved conversation")
        .addPositional(Specs.word(0, "1", "NAME", "its name, as in byok sessions list"));
  }

  @Override
  public int run(Services services, Arguments given) {
    Session session = services.sessions().open(given.required(0));
    if (given.json()) {
      services.out().json(SessionJson.of(session));
    } else {
      services.out().write(SessionPage.of(session, services.clock().getZone()));
    }
    return 0;
  }
}
