package dev.byok.catalog;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.secrets.Redaction;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The providers that byok knows, read from {@code providers.json}. */
public final class Catalog {
  private final List<Provider> providers;
  private final Map<String, Provider> byName;

  private Catalog(List<Provider> providers) {
    this.providers = List.copyOf(providers);
    byName = new TreeMap<>();
    for (Provider provider : providers) {
      byName.put(provider.id(), provider);
      for (String alias : provider.aliases()) {
        byName.put(alias, provider);
      }
    }
  }

  /** Reads the list that ships with byok. */
  public static Catalog load() {
    InputStream in = Catalog.class.getResourceAsStream("/dev/byok/providers.json");
    List<Provider> providers = new ArrayList<>();
    for (JsonObject row : Json.parseResource(Objects.requireNonNull(in)).objects("providers")) {
      providers.add(provider(row));
    }
    return new Catalog(providers);
  }

  public List<Provider> providers() {
    return providers;
  }

  /** The provider of that id or alias, or null. */
  public @Nullable Provider find(String name) {
    return byName.get(name);
  }

  /** The provider of that id or alias; a failure that suggests near names otherwise. */
  public Provider get(String name) {
    Provider provider = find(name);
    if (provider != null) {
      return provider;
    }
    Failure failure = Failure.of(Kind.NO_KEY, "no provider is called " + Redaction.quoted(name));
    List<String> near = Nearest.of(name, byName.keySet());
    throw failure.hint(
        near.isEmpty()
            ? "byok providers lists them all"
            : "did you mean " + String.join(" or ", near) + "? byok providers lists them all");
  }

  private static Provider provider(JsonObject row) {
    JsonObject verify = row.at("verify");
    JsonObject quirks = row.at("quirks");
    return new Provider(
        required(row, "id"),
        required(row, "name"),
        row.text("base_url"),
        Provider.Auth.valueOf(constant(required(row, "auth"))),
        required(row, "dialect"),
        row.texts("env"),
        row.text("key_url"),
        row.texts("aliases"),
        new Provider.Verify(verify.text("path"), verify.is("lists_models"), verify.is("optional")),
        row.texts("anonymous_models"),
        new Quirks(
            Quirks.StreamOptions.valueOf(constant(required(quirks, "stream_options"))),
            required(quirks, "max_tokens_field")));
  }

  private static String required(JsonObject row, String field) {
    String value = row.text(field);
    if (value == null) {
      throw new IllegalStateException("providers.json: " + row.text("id") + " has no " + field);
    }
    return value;
  }

  private static String constant(String word) {
    return word.toUpperCase(Locale.ROOT).replace('-', '_');
  }
}
