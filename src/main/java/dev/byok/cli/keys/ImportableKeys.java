package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Setup;
import dev.byok.keys.names.KeyName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The conventional variables that hold a key, each for the first provider of the list that it
 * serves, and one for each provider.
 */
final class ImportableKeys {
  private ImportableKeys() {}

  /**
   * A variable that is set.
   *
   * @param others further providers that it serves, which share the key
   */
  record Found(Provider provider, KeyName key, String variable, List<String> others) {}

  static List<Found> in(Setup setup, Map<String, String> variables) {
    Map<String, Found> found = new LinkedHashMap<>();
    for (Provider provider : setup.catalog().providers()) {
      String variable = firstSet(setup.keys().conventionalVariables(provider), variables);
      Found before = found.get(variable);
      if (before != null) {
        before.others().add(provider.id());
      } else if (!variable.isEmpty()) {
        KeyName key = new KeyName(provider.id(), null);
        found.put(variable, new Found(provider, key, variable, new ArrayList<>()));
      }
    }
    return List.copyOf(found.values());
  }

  private static String firstSet(List<String> names, Map<String, String> variables) {
    for (String name : names) {
      if (!variables.getOrDefault(name, "").isBlank()) {
        return name;
      }
    }
    return "";
  }
}
