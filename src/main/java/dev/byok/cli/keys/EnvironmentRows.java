package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.forms.AwsVariables;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The keys in environment variables. A variable with anything else has a row too, since it keeps
 * byok from using the provider.
 *
 * @param troubles what is wrong with the variables that hold no key
 */
public record EnvironmentRows(List<KeyRecord> keys, List<Failure> troubles) {
  private static final String OWN_PREFIX = "BYOK_";
  private static final String OWN_SUFFIX = "_API_KEY";

  static EnvironmentRows of(Map<String, String> env, Setup setup) {
    EnvironmentKeys environment = new EnvironmentKeys(env);
    EnvironmentRows rows = new EnvironmentRows(new ArrayList<>(), new ArrayList<>());
    Set<KeyName> own = ownNames(env, setup);
    for (KeyName name : own) {
      rows.add(name, environment, () -> environment.own(name));
    }
    for (Provider provider : conventional(env, setup)) {
      KeyName plain = new KeyName(provider.id(), null);
      boolean taken =
          !env.getOrDefault(EnvironmentKeys.ownVariable(plain), "").isBlank()
              || setup.keys().index().find(plain) != null;
      if (!taken) {
        List<String> variables = setup.keys().conventionalVariables(provider);
        KeyForm form = KeyForm.of(provider.id());
        rows.add(plain, environment, () -> environment.conventional(form, variables));
      }
    }
    return rows;
  }

  /** Returns the names of the keys in the environment, without looking at their values. */
  public static Set<KeyName> names(Map<String, String> env, Setup setup) {
    Set<KeyName> names = ownNames(env, setup);
    for (Provider provider : conventional(env, setup)) {
      if (setup.keys().hasConventional(provider)) {
        names.add(new KeyName(provider.id(), null));
      }
    }
    return names;
  }

  /** Returns the providers whose usual variables may hold a key. */
  private static List<Provider> conventional(Map<String, String> env, Setup setup) {
    List<Provider> found = new ArrayList<>(setup.catalog().readingAny(env.keySet()));
    if (AwsVariables.areSet(env)) {
      for (Provider provider : setup.catalog().providers()) {
        if (KeyForm.of(provider.id()) == KeyForm.AWS && !found.contains(provider)) {
          found.add(provider);
        }
      }
    }
    return found;
  }

  /** Returns the key names of byok's own variables. Variables with invalid labels are skipped. */
  private static Set<KeyName> ownNames(Map<String, String> env, Setup setup) {
    Set<KeyName> names = new TreeSet<>();
    for (String variable : env.keySet()) {
      if (variable.startsWith(OWN_PREFIX) && variable.endsWith(OWN_SUFFIX)) {
        int end = variable.length() - OWN_SUFFIX.length();
        int labeled = variable.indexOf("__", OWN_PREFIX.length());
        String id =
            lower(
                variable.substring(
                    Math.min(OWN_PREFIX.length(), end), labeled < 0 ? end : labeled));
        Provider provider = setup.catalog().find(id);
        String label = labeled < 0 ? null : variable.substring(labeled + 2, end);
        if (provider != null
            && provider.id().equals(id)
            && (label == null || label.matches("[A-Z0-9][A-Z0-9_]{0,31}"))) {
          names.add(new KeyName(id, label == null ? null : lower(label)));
        }
      }
    }
    return names;
  }

  private static String lower(String part) {
    return part.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private void add(
      KeyName name, EnvironmentKeys environment, Supplier<EnvironmentKeys.@Nullable Found> find) {
    String host = environment.host(name);
    try {
      EnvironmentKeys.Found found = find.get();
      if (found != null) {
        KiloKey key = KiloKey.of(name, found.secret());
        keys.add(record(name, key.token().mask(), key.host() == null ? host : key.host()));
      }
    } catch (Failure noKey) {
      troubles.add(noKey);
      keys.add(record(name, "", host));
    }
  }

  private static KeyRecord record(KeyName name, String mask, @Nullable String host) {
    return new KeyRecord(
        name,
        StoredIn.ENVIRONMENT,
        mask,
        host,
        null,
        null,
        null,
        null,
        false,
        KeySettings.none(),
        null);
  }
}
