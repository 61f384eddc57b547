package dev.byok.cli;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code byok keys rm}: removes secret and metadata. */
@CommandLine.Command(name = "rm", description = "remove keys")
final class KeysRmCommand implements Command {
  @Parameters(arity = "1..*", paramLabel = "KEY", description = "names of stored keys")
  List<String> names = new ArrayList<>();

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  boolean yes;

  @Override
  public int run(Services services, CommonOptions common) {
    List<KeyRecord> keys = new ArrayList<>();
    for (String name : names) {
      keys.add(services.keys().index().get(services.router().keyName(name)));
    }
    if (!yes) {
      requireConsent(services, keys, common.noInput);
    }
    for (KeyRecord key : keys) {
      new StoredKeys(services).remove(key);
      services.messages().notice("removed \"" + key.name() + "\"");
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
