package dev.byok.catalog;

import dev.byok.json.JsonObject;
import java.util.List;

/**
 * A wire format that a provider speaks besides the one that its row names first.
 *
 * @param dialect its name
 * @param path what comes before the paths of the dialect; empty for nothing
 * @param served the models that it serves; empty for all
 * @param except those of them that it does not serve after all
 * @param only the models that no other wire serves
 * @param models the models that are better asked this way
 * @param hosts the provider's further hosts, where it is spoken as at the usual one
 * @param quirks what differs on this wire from the provider's other flags
 */
public record OtherWire(
    String dialect,
    String path,
    List<String> served,
    List<String> except,
    List<String> only,
    List<String> models,
    List<String> hosts,
    JsonObject quirks) {
  static OtherWire of(JsonObject json) {
    String dialect = json.text("dialect");
    if (dialect == null) {
      throw new IllegalStateException("providers.json: another wire without a dialect");
    }
    String path = json.text("path");
    return new OtherWire(
        dialect,
        path == null ? "" : path,
        json.texts("serves"),
        json.texts("except"),
        json.texts("only"),
        json.texts("models"),
        json.texts("hosts"),
        json.at("quirks"));
  }

  /** Returns the word by which users choose a dialect, such as {@code chat}. */
  static String word(String dialect) {
    return dialect.substring(dialect.lastIndexOf('-') + 1);
  }

  /** Returns the word by which users choose this wire. */
  public String word() {
    return word(dialect);
  }

  /** Returns whether this wire serves that model. */
  public boolean serves(String model) {
    return (served.isEmpty() || Patterns.matchesAny(served, model))
        && !Patterns.matchesAny(except, model);
  }

  /** Returns whether this model can be asked on this wire alone. */
  public boolean servesAlone(String model) {
    return Patterns.matchesAny(only, model);
  }

  /** Returns whether this wire is the better one for this model. */
  public boolean isBetterFor(String model) {
    return Patterns.matchesAny(models, model);
  }

  /** Returns whether the provider advises this wire for any model. */
  public boolean isAdvised() {
    return !models.isEmpty();
  }

  /** Returns whether the provider itself answers at that host, though it is not the usual one. */
  public boolean isProvidersHost(String host) {
    return Patterns.matchesAny(hosts, host);
  }
}
