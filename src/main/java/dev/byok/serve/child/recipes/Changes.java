package dev.byok.serve.child.recipes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What differs for one program from what byok's caller would start. */
public final class Changes {
  private final SortedMap<String, String> set = new TreeMap<>();
  private final SortedSet<String> removed = new TreeSet<>();
  private final List<String> arguments = new ArrayList<>();
  private @Nullable PrivateFolder folder;

  /** Sets a variable. */
  public void set(String variable, String value) {
    removed.remove(variable);
    set.put(variable, value);
  }

  /** Sets a variable, unless it was set before. */
  void setFirst(String variable, String value) {
    if (!set.containsKey(variable)) {
      set(variable, value);
    }
  }

  /** Removes a variable, whether the caller has it or it was set before. */
  public void remove(String variable) {
    set.remove(variable);
    removed.add(variable);
  }

  /** Removes the variables whose names begin so. */
  void removeAll(String beginning, Map<String, String> env) {
    for (String variable : env.keySet()) {
      if (variable.startsWith(beginning)) {
        remove(variable);
      }
    }
  }

  /** Puts arguments before the user's own. */
  void argument(String... words) {
    arguments.addAll(List.of(words));
  }

  /** Makes a private folder for as long as the program runs. */
  void folder(PrivateFolder made) {
    folder = made;
  }

  /** Returns the variables with their values. */
  public SortedMap<String, String> set() {
    return set;
  }

  /** Returns the variables that are taken out. */
  public SortedSet<String> removed() {
    return removed;
  }

  /** Returns the arguments that stand before the user's. */
  public List<String> arguments() {
    return arguments;
  }

  /** Returns the private folder, or null if none is needed. */
  public @Nullable PrivateFolder folder() {
    return folder;
  }
}
