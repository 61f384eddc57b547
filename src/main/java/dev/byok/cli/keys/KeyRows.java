package dev.byok.cli.keys;

import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Tools;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.EntryView;
import dev.byok.term.Messages;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code keys list}: stored keys, keys in the environment, and when each was last used.
 */
public final class KeyRows {
  private KeyRows() {}

  record Row(KeyRecord key, @Nullable Instant lastUsed, boolean isDefault) {
    JsonObject toJson() {
      return JsonObject.builder()
          .put("key", key.name().toString())
          .put("provider", key.name().provider())
          .put("stored_in", key.storedIn() == StoredIn.NONE ? null : key.storedIn().label())
          .put("mask", key.mask().isEmpty() ? null : key.mask())
          .put("host", key.host())
          .put("model", key.model())
          .put("ref", key.model() == null ? null : key.name() + "/" + key.model())
          .put("default", isDefault)
          .put("added", key.added())
          .put("last_used", lastUsed == null ? null : lastUsed.toString())
          .build();
    }
  }

  static List<Row> all(Tools tools, Setup setup, Supplier<Ledger> ledger) {
    List<KeyRecord> keys = new ArrayList<>(setup.keys().index().all());
    EnvironmentRows environment = EnvironmentRows.of(tools.env(), setup);
    keys.addAll(environment.keys());
    for (Failure noKey : environment.troubles()) {
      tools.notice(noKey.text() + ": " + String.join("; ", noKey.details()));
    }
    Map<String, Instant> lastUsed = lastUsed(tools.messages(), ledger);
    String defaultKey = defaultKey(tools.messages(), setup);
    List<Row> rows = new ArrayList<>();
    for (KeyRecord key : keys) {
      String name = key.name().toString();
      rows.add(new Row(key, lastUsed.get(name), name.equals(defaultKey)));
    }
    rows.sort((a, b) -> a.key().name().compareTo(b.key().name()));
    return rows;
  }

  /** The names of all keys, stored or in the environment. */
  public static Set<KeyName> names(Map<String, String> env, Setup setup) {
    Set<KeyName> names = new TreeSet<>();
    for (KeyRecord key : setup.keys().index().all()) {
      names.add(key.name());
    }
    for (KeyRecord key : EnvironmentRows.of(env, setup).keys()) {
      names.add(key.name());
    }
    return names;
  }

  private static Map<String, Instant> lastUsed(Messages messages, Supplier<Ledger> ledger) {
    Map<String, Long> latest = new HashMap<>();
    try {
      ledger.get().scan(entry -> remember(latest, entry));
    } catch (Failure unreadable) {
      messages.failure(unreadable);
    }
    Map<String, Instant> lastUsed = new HashMap<>();
    latest.forEach((key, millis) -> lastUsed.put(key, Instant.ofEpochMilli(millis)));
    return lastUsed;
  }

  private static void remember(Map<String, Long> latest, EntryView entry) {
    String key = entry.key();
    if (key != null) {
      latest.merge(key, entry.timeMillis(), Math::max);
    }
  }

  private static @Nullable String defaultKey(Messages messages, Setup setup) {
    if (setup.router().defaultReference() == null) {
      return null;
    }
    try {
      return setup.router().resolve(null).key().toString();
    } catch (Failure unresolved) {
      messages.notice("the default cannot be used: " + unresolved.text());
      return null;
    }
  }
}
