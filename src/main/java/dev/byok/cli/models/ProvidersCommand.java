package dev.byok.cli.models;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Arguments;
import dev.byok.cli.line.Command;
import dev.byok.cli.line.Lines;
import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Specs;
import dev.byok.cli.line.Tools;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.text.Table;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code byok providers}: lists the supported providers and where to get their keys. */
public record ProvidersCommand(Tools tools, Setup setup) implements Command {
  public static CommandSpec spec() {
    return Specs.command("providers", "list the supported providers")
        .addPositional(Specs.word(0, "0..1", "ID", "show this one only"));
  }

  @Override
  public int run(Arguments given) {
    String id = given.word(0);
    List<Provider> providers =
        id == null ? setup.catalog().providers() : List.of(setup.catalog().get(id));
    if (given.json()) {
      List<JsonObject> rows = new ArrayList<>();
      for (Provider provider : providers) {
        rows.add(json(provider));
      }
      tools.out().jsonText(id == null ? Lines.array(rows) : Json.write(rows.get(0)) + "\n");
      return 0;
    }
    Table table = new Table("ID", "NAME", "DIALECT", "VARIABLE", "KEYS AT");
    for (Provider provider : providers) {
      table.row(
          provider.id(),
          provider.name(),
          provider.dialect(),
          String.join(" ", provider.env()),
          provider.keyUrl() == null ? "" : provider.keyUrl());
    }
    tools.out().write(table.toString());
    String note = id == null ? null : providers.getFirst().note();
    if (note != null) {
      tools.notice(id + " is " + note);
    }
    return 0;
  }

  private static JsonObject json(Provider provider) {
    return JsonObject.builder()
        .put("id", provider.id())
        .put("name", provider.name())
        .put("dialect", provider.dialect())
        .put("env", provider.env())
        .put("key_url", provider.keyUrl())
        .put("aliases", provider.aliases())
        .build();
  }
}
