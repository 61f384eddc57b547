package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.keys.EnvironmentKeys;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    for (Provider provider : setup.catalog().providers()) {
      KeyName plain = new KeyName(provider.id(), null);
      List<KeyName> own = ownNames(provider, env);
      for (KeyName name : own) {
        rows.add(name, environment, () -> environment.own(name));
      }
      boolean taken =
          !env.getOrDefault(EnvironmentKeys.ownVariable(plain), "").isBlank()
              || setup.keys().index().find(plain) != null;
      if (!taken) {
        List<String> variables = setup.keys().conventionalVariables(provider);
        rows.add(plain, environment, () -> environment.conventional(variables));
      }
    }
    return rows;
  }

  /** Returns the names of the keys in the environment, without looking at their values. */
  public static List<KeyName> names(Map<String, String> env, Setup setup) {
    List<KeyName> names = new ArrayList<>();
    for (Provider provider : setup.catalog().providers()) {
      KeyName plain = new KeyName(provider.id(), null);
      List<KeyName> own = ownNames(provider, env);
      names.addAll(own);
      if (!own.contains(plain) && isAnySet(env, setup, provider)) {
        names.add(plain);
      }
    }
    return names;
  }

  private static boolean isAnySet(Map<String, String> env, Setup setup, Provider provider) {
    for (String variable : setup.keys().conventionalVariables(provider)) {
      if (!env.getOrDefault(variable, "").isBlank()) {
        return true;
      }
    }
    return false;
  }

  /** Returns the key names of byok's own variables. Variables with invalid labels are skipped. */
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
        name, StoredIn.ENVIRONMENT, mask, host, null, null, null, false, KeySettings.none(), null);
  }
}
