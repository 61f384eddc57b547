package dev.byok.keys;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What programs that byok starts inherit: everything but keys. */
public final class ChildEnvironment {
  private ChildEnvironment() {}

  /**
   * The environment without keys.
   *
   * @param withheld names of variables that hold keys; {@code BYOK_…_API_KEY} and {@code
   *     BYOK_PASSPHRASE_FILE} are never passed on
   */
  public static Map<String, String> of(Map<String, String> env, Set<String> withheld) {
    Map<String, String> passed = new HashMap<>();
    for (Map.Entry<String, String> variable : env.entrySet()) {
      String name = variable.getKey();
      boolean secret =
          withheld.contains(name)
              || name.endsWith("_API_KEY")
              || name.equals("BYOK_PASSPHRASE_FILE");
      if (!secret) {
        passed.put(name, variable.getValue());
      }
    }
    return passed;
  }
}
