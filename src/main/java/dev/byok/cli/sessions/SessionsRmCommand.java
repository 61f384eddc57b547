package dev.byok.cli.sessions;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.UserWord;
import dev.byok.sessions.SessionStore;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok sessions rm}: removes saved sessions for good. */
public record SessionsRmCommand(Tools tools, Supplier<SessionStore> sessions) implements Command {
  public static CommandSpec spec() {
    return Specs.command("rm", "remove saved sessions")
        .addOption(Specs.flag("do not ask for confirmation", "-y", "--yes"))
        .addPositional(Specs.words("1..*", "NAME", "names, as in byok sessions list"));
  }

  @Override
  public int run(Arguments given) {
    Set<String> names = new LinkedHashSet<>(given.words());
    for (String name : names) {
      sessions.get().requireSaved(name);
    }
    if (!given.has("--yes")) {
      tools.confirmRemoval(String.join(", ", names), given.has("--no-input"));
    }
    return remove(names);
  }

  /**
   * Removes the sessions and returns the largest exit code. One that fails does not stop the
   * others.
   */
  private int remove(Set<String> names) {
    int worst = 0;
    for (String name : names) {
      try {
        sessions.get().remove(name);
        tools.notice("removed " + UserWord.quoted(name));
      } catch (Failure failed) {
        tools.messages().failure(failed);
        worst = Math.max(worst, failed.kind().exitCode());
      }
    }
    return worst;
  }
}
