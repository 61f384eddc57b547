package dev.byok.keys.stores;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Undoes the launcher's changes, so programs that byok starts get what byok's caller had. The
 * launcher passes on former values in variables with a prefix; if there is none, the variable was
 * not set.
 */
final class CallersOwn {
  /** Set by the launcher; the variables below count only if this one is set. */
  private static final String LAUNCH = "BYOK_LAUNCH";

  private static final String PREFIX = LAUNCH + "_";

  /** The soft limit of core files, as a shell prints and accepts it; absent if it is 0. */
  private static final String CORE = PREFIX + "CORE";

  private static final List<String> CHANGED =
      List.of(
          "LC_ALL",
          "JAVA_TOOL_OPTIONS",
          "_JAVA_OPTIONS",
          "JDK_JAVA_OPTIONS",
          "JAVA_OPTIONS",
          "CLASSPATH");

  private CallersOwn() {}

  /** Returns the environment as the caller set it. */
  static Map<String, String> variables(Map<String, String> env) {
    Map<String, String> own = new HashMap<>(env);
    own.keySet().removeIf(name -> name.equals(LAUNCH) || name.startsWith(PREFIX));
    if (env.containsKey(LAUNCH)) {
      for (String name : CHANGED) {
        String before = env.get(PREFIX + name);
        if (before == null) {
          own.remove(name);
        } else {
          own.put(name, before);
        }
      }
    }
    return own;
  }

  /**
   * Returns a command with the caller's limit of core files. A shell sets the limit, since byok
   * allows itself no core files and Java cannot change a limit.
   */
  static List<String> command(Map<String, String> env, List<String> words) {
    String limit = env.getOrDefault(CORE, "");
    if (!env.containsKey(LAUNCH) || limit.isEmpty()) {
      return words;
    }
    List<String> limited = new ArrayList<>();
    limited.add("/bin/sh");
    limited.add("-c");
    limited.add("ulimit -S -c \"$0\" 2>/dev/null; exec \"$@\"");
    limited.add(limit);
    limited.addAll(words);
    return limited;
  }
}
