package dev.byok.cli.clients;

import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Storage;
import dev.byok.cli.line.Tools;
import dev.byok.failure.UserWord;
import java.util.LinkedHashSet;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok clients rm}: removes clients. Their tokens are refused from the next request on. */
public record ClientsRmCommand(Tools tools, Storage storage) implements Command {
  public static CommandSpec spec() {
    return Specs.command("rm", "remove programs; their tokens no longer work")
        .addOption(Specs.flag("do not ask for confirmation", "-y", "--yes"))
        .addPositional(Specs.words("1..*", "NAME", "names, as in byok clients list"));
  }

  @Override
  public int run(Arguments given) {
    Set<String> names = new LinkedHashSet<>(given.words());
    for (String name : names) {
      storage.clients().require(name);
    }
    if (!given.has("--yes")) {
      tools.confirmRemoval(String.join(", ", names), given.noInput());
    }
    for (String name : names) {
      storage.clients().remove(name);
      tools.notice("removed " + UserWord.quoted(name));
    }
    return 0;
  }
}
