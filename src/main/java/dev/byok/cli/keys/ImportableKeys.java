package dev.byok.cli.keys;

import dev.byok.catalog.Provider;
import dev.byok.cli.line.Setup;
import dev.byok.keys.names.KeyName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the conventional variables that hold a key, at most one for each provider. A variable that
 * serves several providers counts for the first of them.
 */
final class ImportableKeys {
  private ImportableKeys() {}

  /**
   * A variable that is set.
   *
   * @param others the other providers that share its key
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
