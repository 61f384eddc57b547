package dev.byok.keys.stores;

import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What programs that byok starts inherit: the environment of byok's caller, without keys. Taken out
 * are the variables that hold keys by their names, and any other that holds the same key or one
 * that byok has in its hands now. A helper's own credentials stay: without them it could not fetch
 * anything.
 */
public final class ChildEnvironment {
  /** Shorter keys are words that many a variable holds, such as {@code ollama}. */
  private static final int SHORTEST_VALUE = 8;

  /** So long a key is found within other text too, such as a header. */
  private static final int SHORTEST_PART = 16;

  private final Map<String, String> env;
  private final Supplier<Set<String>> keyVariables;
  private final List<Secret> held = new ArrayList<>();
  private final Set<String> heldVariables = new HashSet<>();

  /**
   * @param env the environment of this process
   * @param keyVariables names of variables that hold keys; asked when a program is started
   */
  public ChildEnvironment(Map<String, String> env, Supplier<Set<String>> keyVariables) {
    this.env = env;
    this.keyVariables = keyVariables;
  }

  /** Remembers a key that this process holds; returns it. */
  public synchronized Secret hold(Secret key) {
    if (!held.contains(key)) {
      held.add(key);
    }
    return key;
  }

  /** Remembers that this variable is used as a key, whatever else it may mean. */
  public synchronized void holdVariable(String name) {
    heldVariables.add(name);
  }

  /** Every key that is known here, so that it can be taken out of what a program says. */
  public synchronized List<Secret> keys() {
    List<Secret> keys = new ArrayList<>(held);
    Set<String> names = keyVariables.get();
    env.forEach((name, value) -> {
      if (isKey(name, names)) {
        keys.add(Secret.of(value));
      }
    });
    return keys;
  }

  /** The variables that a program gets. */
  public Map<String, String> variables() {
    Set<String> names = keyVariables.get();
    List<String> values = new ArrayList<>();
    for (Secret key : keys()) {
      values.addAll(KeyPieces.of(key));
    }
    Map<String, String> passed = new HashMap<>();
    CallersOwn.variables(env)
        .forEach((name, value) -> {
          if (!isKey(name, names) && !holdsKey(value, values)) {
            passed.put(name, value);
          }
        });
    return passed;
  }

  /** Where programs are looked for. */
  public String path() {
    return env.getOrDefault("PATH", "");
  }

  /** Starts a program with these variables and with the limits of byok's caller. */
  public ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(CallersOwn.command(env, words));
    builder.environment().clear();
    builder.environment().putAll(variables());
    return builder;
  }

  private synchronized boolean isKey(String name, Set<String> names) {
    String upper = name.toUpperCase(Locale.ROOT);
    return names.contains(upper)
        || heldVariables.contains(name)
        || upper.startsWith("BYOK_PASSPHRASE")
        || (upper.startsWith("BYOK_") && upper.endsWith("_API_KEY"));
  }

  private static boolean holdsKey(String value, List<String> keys) {
    String bare = value.strip();
    for (String key : keys) {
      boolean same = key.length() >= SHORTEST_VALUE && bare.equals(key);
      if (same || (key.length() >= SHORTEST_PART && bare.contains(key))) {
        return true;
      }
    }
    return false;
  }
}
