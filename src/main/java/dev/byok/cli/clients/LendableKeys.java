package dev.byok.cli.clients;

import dev.byok.catalog.Provider;
import dev.byok.cli.keys.EnvironmentRows;
import dev.byok.cli.line.PastedKey;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.serve.clients.LentKeys;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The keys of the user that programs may be lent: stored ones and those in the environment. */
public final class LendableKeys {
  private final Setup setup;
  private final Map<String, String> env;

  public LendableKeys(Setup setup, Map<String, String> env) {
    this.setup = setup;
    this.env = env;
  }

  /** Returns all of them. */
  public List<KeyName> all() {
    Set<KeyName> names = new TreeSet<>(EnvironmentRows.names(env, setup));
    for (KeyRecord stored : setup.keys().index().all()) {
      names.add(stored.name());
    }
    List<KeyName> lendable = new ArrayList<>();
    for (KeyName name : names) {
      if (LentKeys.mayBeLent(name)) {
        lendable.add(name);
      }
    }
    return lendable;
  }

  /**
   * Returns the keys with these names, each once; {@code *} adds all others.
   *
   * @throws Failure if there is no such key, it is never lent, or a name looks like a secret
   */
  public List<KeyName> named(List<String> words) {
    Set<KeyName> names = new LinkedHashSet<>();
    boolean every = false;
    for (String word : words) {
      if (word.equals(LentKeys.EVERY)) {
        every = true;
      } else {
        PastedKey.refuse(word);
        names.add(lendable(setup.router().keyName(word)));
      }
    }
    if (every) {
      names.addAll(all());
    }
    return List.copyOf(names);
  }

  /** Returns the default key. */
  public KeyName usual() {
    if (setup.router().defaultReference() == null) {
      throw Failure.of(Kind.NO_KEY, "no key was given, and there is no default")
          .hint("name a key, such as -k openai; -k '*' means every key");
    }
    return lendable(setup.router().resolve(null).key());
  }

  /** Returns whether there is such a key. */
  public boolean isThere(KeyName name) {
    Provider provider = setup.catalog().get(name.provider());
    return setup.keys().isInEnvironment(provider, name) || setup.keys().index().find(name) != null;
  }

  private KeyName lendable(KeyName name) {
    if (!LentKeys.mayBeLent(name)) {
      throw Failure.of(Kind.USAGE, UserWord.quoted(name) + " is never given to programs")
          .hint("the label admin is for keys that manage an account; use another key");
    }
    Provider provider = setup.catalog().get(name.provider());
    boolean isThere =
        setup.keys().isInEnvironment(provider, name)
            || (name.label() == null && !provider.needsKey());
    return isThere ? name : setup.keys().index().get(name).name();
  }
}
