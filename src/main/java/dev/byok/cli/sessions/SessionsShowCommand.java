package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.sessions.Session;
import dev.byok.sessions.SessionStore;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions show}: shows a session for people to read. */
public record SessionsShowCommand(Tools tools, Supplier<SessionStore> sessions) implements Command {
  public static CommandSpec spec() {
    return Specs.command("show", "show a saved session")
        .addPositional(
            Specs.word(0, "1", "NAME", "the session's name; byok sessions list shows the names"));
  }

  @Override
  public int run(Arguments given) {
    Session session = sessions.get().open(given.required(0));
    if (given.json()) {
      tools.out().json(SessionJson.of(session));
    } else {
      tools.out().write(SessionPage.of(session, tools.clock().getZone()));
    }
    return 0;
  }
}
