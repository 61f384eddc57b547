package dev.byok.serve.child.recipes;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** Where programs keep their files. */
final class Homes {
  private Homes() {}

  /** Returns a folder below the home that a variable names, otherwise below the user's. */
  static Path inHome(Map<String, String> env, String variable, String folder) {
    String named = env.getOrDefault(variable, "");
    return Path.of(named.isEmpty() ? home(env) : named, folder);
  }

  /** Returns the folder of a program's settings, by the rules of the system. */
  static Path settings(Map<String, String> env, String program) {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      return Path.of(env.getOrDefault("APPDATA", home(env)), program);
    }
    if (system.startsWith("mac")) {
      return Path.of(home(env), "Library", "Application Support", program);
    }
    String named = env.getOrDefault("XDG_CONFIG_HOME", "");
    return named.isEmpty() ? Path.of(home(env), ".config", program) : Path.of(named, program);
  }

  private static String home(Map<String, String> env) {
    String home = env.getOrDefault("HOME", "");
    return home.isEmpty() ? System.getProperty("user.home", "/") : home;
  }
}
