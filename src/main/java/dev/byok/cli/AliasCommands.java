package dev.byok.cli;

import dev.byok.catalog.Nearest;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import dev.byok.secrets.Redaction;
import dev.byok.term.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code byok alias}: short names for model references. */
final class AliasCommands {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private AliasCommands() {}

  @CommandLine.Command(name = "set", description = "make or change an alias")
  static final class Set implements Command {
    @Parameters(index = "0", paramLabel = "NAME", description = "the short name")
    String name = "";

    @Parameters(index = "1", paramLabel = "REF", description = "the model reference it stands for")
    String reference = "";

    @Override
    public int run(Services services, CommonOptions common) {
      if (!NAME.matcher(name).matches()) {
        throw Failure.of(Kind.USAGE, Redaction.quoted(name) + " is no name for an alias")
            .hint("use letters, digits, and . _ - inside; no slash and no colon");
      }
      if (services.catalog().find(name) != null) {
        throw Failure.of(Kind.USAGE, "\"" + name + "\" is a provider's name already")
            .hint("choose another name for the alias");
      }
      refuseLoop(services.config().aliases());
      String target = services.router().resolve(reference).toString();
      services.configFile().change(config -> config.withAlias(name, reference));
      services.messages().notice("\"" + name + "\" now means " + target);
      return 0;
    }

    /** Follows the new alias; each step is bounded by the number of aliases there are. */
    private void refuseLoop(Map<String, String> aliases) {
      String next = reference;
      for (int steps = 0; next != null && steps <= aliases.size(); steps++) {
        if (next.equals(name)) {
          throw Failure.of(Kind.USAGE, "the alias \"" + name + "\" would lead to itself")
              .hint("byok alias set " + name + " provider/model");
        }
        next = aliases.get(next);
      }
    }
  }

  @CommandLine.Command(name = "list", description = "list the aliases")
  static final class ListAll implements Command {
    @Override
    public int run(Services services, CommonOptions common) {
      Map<String, String> aliases = services.config().aliases();
      if (common.json) {
        List<JsonObject> rows = new ArrayList<>();
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
          rows.add(
              JsonObject.builder()
                  .put("alias", alias.getKey())
                  .put("reference", alias.getValue())
                  .build());
        }
        services.out().write(Lines.array(rows));
      } else if (aliases.isEmpty()) {
        services.messages().notice("no aliases yet; byok alias set NAME provider/model makes one");
      } else {
        Table table = new Table("ALIAS", "MODEL");
        aliases.forEach(table::row);
        services.out().write(table.toString());
      }
      return 0;
    }
  }

  @CommandLine.Command(name = "rm", description = "remove an alias")
  static final class Remove implements Command {
    @Parameters(paramLabel = "NAME", description = "the alias")
    String name = "";

    @Override
    public int run(Services services, CommonOptions common) {
      Map<String, String> aliases = services.config().aliases();
      if (!aliases.containsKey(name)) {
        List<String> near = Nearest.of(name, aliases.keySet());
        throw Failure.of(Kind.NO_KEY, "there is no alias " + Redaction.quoted(name))
            .hint(
                near.isEmpty()
                    ? "byok alias list shows them"
                    : "did you mean " + String.join(" or ", near) + "?");
      }
      services.configFile().change(config -> config.withAlias(name, null));
      services.messages().notice("removed the alias \"" + name + "\"");
      return 0;
    }
  }
}
