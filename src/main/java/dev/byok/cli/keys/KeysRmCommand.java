package dev.byok.cli.keys;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Services;
import dev.byok.cli.line.Specs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys rm}: removes secret and metadata. */
public final class KeysRmCommand implements Command {
  @Override
  public CommandSpec spec() {
    return Specs.command(this, "rm", "remove keys")
        .addOption(Specs.flag("do not ask", "-y", "--yes"))
        .addPositional(Specs.words("1..*", "KEY", "names of stored keys"));
  }

  @Override
  public int run(Services services, Arguments given) {
    List<KeyRecord> keys = new ArrayList<>();
    for (String name : given.words()) {
      keys.add(services.keys().index().get(services.router().keyName(name)));
    }
    if (!given.has("--yes")) {
      requireConsent(services, keys, given.noInput());
    }
    for (KeyRecord key : keys) {
      services.storedKeys().remove(key);
      services.messages().notice("removed " + UserWord.quoted(key.name()));
    }
    return 0;
  }

  private static void requireConsent(Services services, List<KeyRecord> keys, boolean noInput) {
    StringBuilder list = new StringBuilder();
    for (KeyRecord key : keys) {
      list.append(list.isEmpty() ? "" : ", ").append(key.name());
    }
    if (noInput || !services.terminal().in()) {
      throw Failure.of(Kind.USAGE, "removing " + list + " wants a yes, and nobody can be asked")
          .hint("--yes says it");
    }
    if (!services.confirm("Remove " + list + "? [y/N] ")) {
      throw Failure.of(Kind.INTERRUPTED, "nothing was removed");
    }
  }
}
