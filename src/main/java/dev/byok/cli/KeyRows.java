package dev.byok.cli;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyRecord;
import dev.byok.keys.KeyRecord.StoredIn;
import dev.byok.keys.KeySettings;
import dev.byok.ledger.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The rows of {@code keys list}: what is stored, what the environment holds, and when each was last
 * used.
 */
final class KeyRows {
  private static final String OWN_PREFIX = "BYOK_";
  private static final String OWN_SUFFIX = "_API_KEY";

  private KeyRows() {}

  /** One row. */
  record Row(KeyRecord key, @Nullable Instant lastUsed, boolean isDefault) {
    JsonObject toJson() {
      return JsonObject.builder()
          .put("key", key.name().toString())
          .put("provider", key.name().provider())
          .put("stored_in", key.storedIn() == StoredIn.NONE ? null : key.storedIn().label())
          .put("mask", key.mask().isEmpty() ? null : key.mask())
          .put("host", key.host())
          .put("model", key.model())
          .put("default", isDefault)
          .put("added", key.added())
          .put("last_used", lastUsed == null ? null : lastUsed.toString())
          .build();
    }
  }

  static List<Row> all(Services services) {
    List<KeyRecord> keys = new ArrayList<>(services.keys().index().all());
    keys.addAll(fromEnvironment(services));
    Map<String, Instant> lastUsed = lastUsed(services);
    String defaultKey = defaultKey(services);
    List<Row> rows = new ArrayList<>();
    for (KeyRecord key : keys) {
      String name = key.name().toString();
      rows.add(new Row(key, lastUsed.get(name), name.equals(defaultKey)));
    }
    rows.sort((a, b) -> a.key().name().compareTo(b.key().name()));
    return rows;
  }

  /** The names of all keys, stored or in the environment. */
  static Set<KeyName> names(Services services) {
    Set<KeyName> names = new TreeSet<>();
    for (KeyRecord key : services.keys().index().all()) {
      names.add(key.name());
    }
    for (KeyRecord key : fromEnvironment(services)) {
      names.add(key.name());
    }
    return names;
  }

  /** Where the secret rests, in words. */
  static String placeName(KeyRecord key) {
    return switch (key.storedIn()) {
      case KEYCHAIN -> "the keychain";
      case FILE -> "the encrypted file";
      case COMMAND -> "the configuration, as a command";
      case ENVIRONMENT -> "the environment";
      case NONE -> "the configuration, without a key";
    };
  }

  private static List<KeyRecord> fromEnvironment(Services services) {
    Map<String, String> env = services.env();
    EnvironmentKeys environment = new EnvironmentKeys(env);
    List<KeyRecord> found = new ArrayList<>();
    for (Provider provider : services.catalog().providers()) {
      for (KeyName name : ownNames(provider, env)) {
        addIfSet(found, name, environment.own(name), environment);
      }
      KeyName plain = new KeyName(provider.id(), null);
      if (environment.own(plain) == null && services.keys().index().find(plain) == null) {
        addIfSet(
            found,
            plain,
            environment.conventional(services.keys().conventionalVariables(provider)),
            environment);
      }
    }
    return found;
  }

  /** The names that byok's own variables stand for; a label that cannot be one is passed over. */
  private static List<KeyName> ownNames(Provider provider, Map<String, String> env) {
    String stem = OWN_PREFIX + provider.id().toUpperCase(Locale.ROOT).replace('-', '_');
    List<KeyName> names = new ArrayList<>();
    for (String variable : env.keySet()) {
      if (variable.equals(stem + OWN_SUFFIX)) {
        names.add(new KeyName(provider.id(), null));
      } else if (variable.startsWith(stem + "__") && variable.endsWith(OWN_SUFFIX)) {
        int end = variable.length() - OWN_SUFFIX.length();
        String label = variable.substring(stem.length() + 2, end);
        if (label.matches("[A-Z0-9][A-Z0-9_]{0,31}")) {
          names.add(new KeyName(provider.id(), label.toLowerCase(Locale.ROOT).replace('_', '-')));
        }
      }
    }
    return names;
  }

  private static void addIfSet(
      List<KeyRecord> found,
      KeyName name,
      EnvironmentKeys.@Nullable Found key,
      EnvironmentKeys environment) {
    if (key != null) {
      found.add(
          new KeyRecord(
              name,
              StoredIn.ENVIRONMENT,
              key.secret().mask(),
              environment.host(name),
              null,
              null,
              null,
              false,
              KeySettings.none(),
              null));
    }
  }

  private static Map<String, Instant> lastUsed(Services services) {
    Map<String, Instant> lastUsed = new HashMap<>();
    try {
      services.ledger().read(entry -> remember(lastUsed, entry));
    } catch (Failure unreadable) {
      services.messages().failure(unreadable);
    }
    return lastUsed;
  }

  private static void remember(Map<String, Instant> lastUsed, Entry entry) {
    String key = entry.key();
    if (key != null) {
      lastUsed.merge(key, entry.time(), (a, b) -> a.isAfter(b) ? a : b);
    }
  }

  private static @Nullable String defaultKey(Services services) {
    if (services.config().defaultModel() == null) {
      return null;
    }
    try {
      return services.router().resolve(null).key().toString();
    } catch (Failure unresolved) {
      services.messages().notice("the default leads nowhere: " + unresolved.text());
      return null;
    }
  }
}
