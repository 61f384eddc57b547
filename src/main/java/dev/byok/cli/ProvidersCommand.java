package dev.byok.cli;

import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.term.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

/** {@code byok providers}: what is supported, and where keys are to be had. */
@CommandLine.Command(name = "providers", description = "list the supported providers")
final class ProvidersCommand implements Command {
  @Parameters(arity = "0..1", paramLabel = "ID", description = "show this one only")
  @Nullable String id;

  @Override
  public int run(Services services, CommonOptions common) {
    List<Provider> providers =
        id == null ? services.catalog().providers() : List.of(services.catalog().get(id));
    if (common.json) {
      List<JsonObject> rows = new ArrayList<>();
      for (Provider provider : providers) {
        rows.add(json(provider));
      }
      services.out().write(id == null ? Lines.array(rows) : Json.write(rows.get(0)) + "\n");
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
    services.out().write(table.toString());
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
