package dev.byok.cli.settings;

import dev.byok.catalog.Nearest;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.text.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok alias}: short names for model references. */
public final class AliasCommands {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  private AliasCommands() {}

  public record Set(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("set", "make or change an alias")
          .addPositional(Specs.word(0, "1", "NAME", "the short name"))
          .addPositional(Specs.word(1, "1", "REF", "the model reference it stands for"));
    }

    @Override
    public int run(Arguments given) {
      String name = given.required(0);
      String reference = given.required(1);
      PastedKey.refuse(name);
      PastedKey.refuse(reference);
      if (!NAME.matcher(name).matches()) {
        throw Failure.of(Kind.USAGE, UserWord.quoted(name) + " is not a valid alias name")
            .hint("use letters, digits, and . _ - inside; no slash and no colon");
      }
      if (setup.catalog().find(name) != null) {
        throw Failure.of(Kind.USAGE, UserWord.quoted(name) + " is the name of a provider")
            .hint("choose another name for the alias");
      }
      refuseLoop(setup.config().aliases(), name, reference);
      String target = setup.router().resolve(reference).toString();
      setup.configFile().change(config -> config.withAlias(name, reference));
      tools.notice(UserWord.quoted(name) + " now means " + target);
      return 0;
    }

    /** Refuses an alias that would lead to itself. The number of aliases bounds the steps. */
    private static void refuseLoop(Map<String, String> aliases, String name, String reference) {
      String next = reference;
      for (int steps = 0; next != null && steps <= aliases.size(); steps++) {
        if (next.equals(name)) {
          throw Failure.of(
                  Kind.USAGE, "the alias " + UserWord.quoted(name) + " would lead to itself")
              .hint("byok alias set " + name + " provider/model");
        }
        next = aliases.get(next);
      }
    }
  }

  public record ListAll(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("list", "list the aliases");
    }

    @Override
    public int run(Arguments given) {
      Map<String, String> aliases = setup.config().aliases();
      if (given.json()) {
        List<JsonObject> rows = new ArrayList<>();
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
          rows.add(
              JsonObject.builder()
                  .put("alias", alias.getKey())
                  .put("reference", alias.getValue())
                  .put("ref", alias.getValue())
                  .build());
        }
        tools.out().jsonText(Lines.array(rows));
      } else if (aliases.isEmpty()) {
        tools.notice("no aliases yet; byok alias set NAME provider/model makes one");
      } else {
        Table table = new Table("ALIAS", "MODEL");
        aliases.forEach(table::row);
        tools.out().write(table.toString());
      }
      return 0;
    }
  }

  public record Remove(Tools tools, Setup setup) implements Command {
    public static CommandSpec spec() {
      return Specs.command("rm", "remove an alias")
          .addPositional(Specs.word(0, "1", "NAME", "the alias"));
    }

    @Override
    public int run(Arguments given) {
      String name = given.required(0);
      Map<String, String> aliases = setup.config().aliases();
      if (!aliases.containsKey(name)) {
        List<String> near = Nearest.of(name, aliases.keySet());
        throw Failure.of(Kind.NO_KEY, "there is no alias " + UserWord.quoted(name))
            .hint(
                near.isEmpty()
                    ? "byok alias list shows them"
                    : "did you mean " + String.join(" or ", near) + "?");
      }
      setup.configFile().change(config -> config.withAlias(name, null));
      tools.notice("removed the alias " + UserWord.quoted(name));
      return 0;
    }
  }
}
