package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions rm}: removes saved conversations for good. */
public final class SessionsRmCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(this, "rm", "remove saved conversations")
        .addOption(Specs.flag("do not ask", "-y", "--yes"))
        .addPositional(Specs.words("1..*", "NAME", "names, as in byok sessions list"));
  }

  @Override
  public int run(Services services, Arguments given) {
    Set<String> names = new LinkedHashSet<>(given.words());
    for (String name : names) {
      services.sessions().requireSaved(name);
    }
    if (!given.has("--yes")) {
      requireConsent(services, String.join(", ", names), given.has("--no-input"));
    }
    return remove(services, names);
  }

  /** One that fails does not keep the others. The largest exit code among them. */
  private static int remove(Services services, Set<String> names) {
    int worst = 0;
    for (String name : names) {
      try {
        services.sessions().remove(name);
        services.messages().notice("removed " + UserWord.quoted(name));
      } catch (Failure failed) {
        services.messages().failure(failed);
        worst = Math.max(worst, failed.kind().exitCode());
      }
    }
    return worst;
  }

  private static void requireConsent(Services services, String names, boolean noInput) {
    if (noInput || !services.terminal().in()) {
      throw Failure.of(Kind.USAGE, "removing " + names + " wants a yes, and nobody can be asked")
          .hint("--yes says it");
    }
    if (!services.confirm("Remove " + names + "? [y/N] ")) {
      throw Failure.of(Kind.INTERRUPTED, "nothing was removed");
    }
  }
}
