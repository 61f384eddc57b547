package dev.byok.cli.keys;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.UserWord;
import dev.byok.keyring.StoredKeys;
import dev.byok.keys.names.KeyRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok keys rm}: removes keys with their metadata. */
public record KeysRmCommand(Tools tools, Setup setup, Supplier<StoredKeys> storedKeys)
    implements Command {
  public static CommandSpec spec() {
    return Specs.command("rm", "remove keys")
        .addOption(Specs.flag("do not ask for confirmation", "-y", "--yes"))
        .addPositional(Specs.words("1..*", "KEY", "names of stored keys"));
  }

  @Override
  public int run(Arguments given) {
    List<KeyRecord> keys = new ArrayList<>();
    for (String name : given.words()) {
      keys.add(setup.keys().index().get(setup.router().keyName(name)));
    }
    if (!given.has("--yes")) {
      tools.confirmRemoval(names(keys), given.noInput());
    }
    for (KeyRecord key : keys) {
      storedKeys.get().remove(key);
      tools.notice("removed " + UserWord.quoted(key.name()));
    }
    return 0;
  }

  private static String names(List<KeyRecord> keys) {
    StringBuilder list = new StringBuilder();
    for (KeyRecord key : keys) {
      list.append(list.isEmpty() ? "" : ", ").append(key.name());
    }
    return list.toString();
  }
}
