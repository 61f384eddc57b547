package dev.byok.config;

import dev.byok.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code config.json}: what the user has set, and what is known about each stored
 * key, but never a secret. Fields that this version does not know are kept.
 */
public record Config(JsonObject json) {

  public static Config empty() {
    return new Config(JsonObject.empty());
  }

  /** Returns the default model reference, or null. */
  public @Nullable String defaultModel() {
    return json.text("default");
  }

  public Config withDefaultModel(@Nullable String reference) {
    return new Config(
        reference == null ? json.without("default") : json.with("default", reference));
  }

  /** Returns the aliases and the model references that they stand for, sorted by name. */
  public Map<String, String> aliases() {
    Map<String, String> aliases = new TreeMap<>();
    JsonObject object = json.at("aliases");
    for (String name : object.fields().keySet()) {
      String reference = object.text(name);
      if (reference != null) {
        aliases.put(name, reference);
      }
    }
    return aliases;
  }

  public Config withAlias(String name, @Nullable String reference) {
    return withEntry("aliases", name, reference);
  }

  /** Returns the budgets as they are in the file, each an object unless somebody has damaged it. */
  public List<?> budgets() {
    return json.list("budgets");
  }

  public Config withBudgets(List<?> budgets) {
    return new Config(
        budgets.isEmpty() ? json.without("budgets") : json.with("budgets", List.copyOf(budgets)));
  }

  /** Returns what is known about the stored keys, by their names. */
  public JsonObject keys() {
    return json.at("keys");
  }

  public Config withKey(String name, @Nullable JsonObject metadata) {
    return withEntry("keys", name, metadata);
  }

  /** Returns a setting's text, or null if it is not set. It may be a bare number or boolean. */
  public @Nullable String setting(String name) {
    Object value = json.at("settings").get(name);
    return value instanceof String || value instanceof Number || value instanceof Boolean
        ? value.toString()
        : null;
  }

  public Config withSetting(String name, @Nullable String value) {
    return withEntry("settings", name, value);
  }

  private Config withEntry(String group, String name, @Nullable Object value) {
    JsonObject entries = json.at(group);
    JsonObject changed = value == null ? entries.without(name) : entries.with(name, value);
    return new Config(changed.fields().isEmpty() ? json.without(group) : json.with(group, changed));
  }
}
