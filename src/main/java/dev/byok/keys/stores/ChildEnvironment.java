package dev.byok.keys.stores;

import dev.byok.keys.names.KeyRecord;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * The environment of programs that byok starts: that of byok's caller, without keys. It omits
 * variables that contain keys according to their names, and any other variable with the same key or
 * with a key that byok has fetched. A helper keeps its own credentials, since it could not fetch
 * anything without them.
 */
public final class ChildEnvironment {
  /** Shorter keys are words that other variables contain too, such as {@code ollama}. */
  private static final int SHORTEST_VALUE = 8;

  /** A key of at least this length is also found within other text, such as a header. */
  private static final int SHORTEST_PART = 16;

  /** What stands around a key in other text. The second splits keys that have such signs. */
  private static final List<String> WORDS = List.of("[\\s\"',;]+", "[\\s\"',;:=@/?&]+");

  private final Map<String, String> env;
  private final Supplier<Set<String>> keyVariables;
  private final List<Secret> held = new ArrayList<>();
  private final List<KeyRecord> stored = new ArrayList<>();
  private final Set<String> heldVariables = new HashSet<>();

  /**
   * @param env the environment of this process
   * @param keyVariables gives the names of variables that contain keys; called when they are needed
   */
  public ChildEnvironment(Map<String, String> env, Supplier<Set<String>> keyVariables) {
    this.env = env;
    this.keyVariables = keyVariables;
  }

  /** Remembers a key that this process has fetched, and returns it. */
  public synchronized Secret hold(Secret key) {
    if (!held.contains(key)) {
      held.add(key);
    }
    return key;
  }

  /** Remembers a stored key, without fetching it: a copy is known by the key's fingerprint. */
  public synchronized void hold(KeyRecord key) {
    stored.add(key);
  }

  /** Remembers that this variable is used as a key, whatever else it may mean. */
  public synchronized void holdVariable(String name) {
    heldVariables.add(name);
  }

  /** Returns every key known here, so it can be removed from a program's output. */
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

  /** Returns the variables for a program. */
  public Map<String, String> variables() {
    Set<String> names = keyVariables.get();
    List<String> values = new ArrayList<>();
    for (Secret key : keys()) {
      values.addAll(KeyPieces.of(key));
    }
    Map<String, String> passed = new HashMap<>();
    CallersOwn.variables(env)
        .forEach((name, value) -> {
          if (!isKey(name, names) && !holdsKey(value, values) && !holdsStored(value)) {
            passed.put(name, value);
          }
        });
    return passed;
  }

  /** Returns the names of the caller's variables that a program does not get. */
  public Set<String> withheld() {
    Set<String> names = new TreeSet<>(CallersOwn.variables(env).keySet());
    names.removeAll(variables().keySet());
    return names;
  }

  /**
   * Changes the environment of a process that is about to start, which is this process's own, to
   * these variables. Values that stay are not written again: they may be bytes that are not text.
   */
  public void applyTo(Map<String, String> environment) {
    Map<String, String> passed = variables();
    environment.keySet().retainAll(passed.keySet());
    passed.forEach((name, value) -> {
      if (!value.equals(environment.get(name))) {
        environment.put(name, value);
      }
    });
  }

  /** Returns {@code PATH}, where programs are searched. */
  public String path() {
    return env.getOrDefault("PATH", "");
  }

  /** Returns a builder for a program with these variables and the caller's limit of core files. */
  public ProcessBuilder builder(List<String> words) {
    ProcessBuilder builder = new ProcessBuilder(CallersOwn.command(env, words));
    applyTo(builder.environment());
    return builder;
  }

  private synchronized boolean isKey(String name, Set<String> names) {
    String upper = name.toUpperCase(Locale.ROOT);
    return names.contains(upper)
        || heldVariables.contains(name)
        || upper.startsWith("BYOK_PASSPHRASE")
        || (upper.startsWith("BYOK_") && upper.endsWith("_API_KEY"));
  }

  private synchronized boolean holdsStored(String value) {
    if (stored.isEmpty() || value.length() < SHORTEST_VALUE) {
      return false;
    }
    Set<String> words = new HashSet<>(List.of(value, value.strip()));
    for (String separators : WORDS) {
      words.addAll(List.of(value.split(separators, -1)));
    }
    for (String word : words) {
      if (word.length() >= SHORTEST_VALUE && isStored(Secret.of(word))) {
        return true;
      }
    }
    return false;
  }

  private boolean isStored(Secret word) {
    for (KeyRecord key : stored) {
      if (key.isFor(word)) {
        return true;
      }
    }
    return false;
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
