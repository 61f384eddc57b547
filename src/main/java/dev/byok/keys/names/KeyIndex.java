package dev.byok.keys.names;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The index of stored keys: which there are, and where. It is read from the configuration, so a
 * look-up never opens the keychain.
 */
public final class KeyIndex {
  private final Config config;

  public KeyIndex(Config config) {
    this.config = config;
  }

  /** Returns the key's record, or null if no such key is stored. */
  public @Nullable KeyRecord find(KeyName name) {
    JsonObject json = config.keys().object(name.toString());
    if (json == null) {
      return null;
    }
    KeyChange change = KeyChange.of(name, json);
    KeyRecord key = change.current() == null ? change.next() : change.current();
    if (key == null) {
      throw Failure.of(
              Kind.FILE, "config.json does not say where the key \"" + name + "\" is stored")
          .hint("byok keys rm " + name + " --yes, then add it again");
    }
    return key;
  }

  /** Returns the record that replaces the key's once its secret is stored, or null. */
  public @Nullable KeyRecord next(KeyName name) {
    JsonObject json = config.keys().object(name.toString());
    return json == null || !KeyChange.isIn(json) ? null : KeyChange.of(name, json).next();
  }

  /** Returns the key's record; if there is none, the failure names the command that adds it. */
  public KeyRecord get(KeyName name) {
    KeyRecord key = find(name);
    if (key == null) {
      throw Failure.of(Kind.NO_KEY, "no key is stored as \"" + name + "\"")
          .hint("byok keys list shows what is stored; byok keys add " + name + " stores it");
    }
    return key;
  }

  /** Returns all stored keys, sorted by name. */
  public List<KeyRecord> all() {
    List<KeyRecord> keys = new ArrayList<>();
    for (String text : config.keys().fields().keySet()) {
      keys.add(get(name(text)));
    }
    keys.sort((a, b) -> a.name().compareTo(b.name()));
    return keys;
  }

  private static KeyName name(String text) {
    try {
      return KeyName.parse(text);
    } catch (Failure noName) {
      throw Failure.of(
              Kind.FILE, "config.json lists a key whose name is not valid: " + noName.text())
          .hint("fix the file, or move it away; byok does not change it")
          .causedBy(noName);
    }
  }
}
