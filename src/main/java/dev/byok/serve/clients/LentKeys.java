package dev.byok.serve.clients;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys that a client may use: those with these names, or all of them. A key with the label
 * {@code admin} is never among them.
 *
 * @param names empty if {@code all} is set, and only then
 */
public record LentKeys(boolean all, List<KeyName> names) {
  /** What stands for all keys, on the command line and in files. */
  public static final String EVERY = "*";

  private static final String NEVER = "admin";
  private static final LentKeys ALL = new LentKeys(true, List.of());

  public LentKeys {
    names = List.copyOf(names);
    if (all != names.isEmpty()) {
      throw new IllegalArgumentException("keys are lent by name, or all of them");
    }
  }

  public static LentKeys every() {
    return ALL;
  }

  /** Returns these keys, each once. */
  public static LentKeys of(List<KeyName> names) {
    return new LentKeys(false, names.stream().distinct().toList());
  }

  /** Whether a key may be lent to any client at all. */
  public static boolean mayBeLent(KeyName key) {
    return !NEVER.equals(key.label());
  }

  public boolean contain(KeyName key) {
    return mayBeLent(key) && (all || names.contains(key));
  }

  /** Returns the names, or {@code *} alone. */
  public List<String> words() {
    return all ? List.of(EVERY) : names.stream().map(KeyName::toString).toList();
  }

  /** Reads what {@link #words} returned; null for anything else. */
  static @Nullable LentKeys read(List<String> words) {
    if (words.equals(List.of(EVERY))) {
      return ALL;
    }
    List<KeyName> names = new ArrayList<>();
    for (String word : words) {
      try {
        names.add(KeyName.parse(word));
      } catch (Failure noName) {
        return null;
      }
    }
    return names.isEmpty() ? null : of(names);
  }
}
