package dev.byok.cli.serve;

import dev.byok.catalog.Provider;
import dev.byok.cli.clients.LendableKeys;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.child.recipes.KnownPrograms;
import java.util.ArrayList;
import java.util.List;

/** Decides which keys a program is lent. */
final class KeysToLend {
  private final Setup setup;
  private final LendableKeys lendable;

  KeysToLend(Setup setup, LendableKeys lendable) {
    this.setup = setup;
    this.lendable = lendable;
  }

  /**
   * Returns the keys in the order of preference.
   *
   * @param named the keys that the user named; {@code *} means all
   * @param command the program, which may be one that byok knows
   */
  List<KeyName> of(List<String> named, String command) {
    List<KeyName> keys = named.isEmpty() ? chosen(command) : lendable.named(named);
    if (keys.isEmpty()) {
      throw Failure.of(Kind.NO_KEY, "there is no key that could be lent")
          .hint("store one with: byok keys add PROVIDER");
    }
    return keys;
  }

  private List<KeyName> chosen(String command) {
    List<KeyName> keys = new ArrayList<>();
    for (Provider provider : KnownPrograms.providers(command, setup.catalog())) {
      KeyName name = new KeyName(provider.id(), null);
      if (lendable.isThere(name)) {
        keys.add(name);
      }
    }
    return keys.isEmpty() ? List.of(lendable.usual()) : keys;
  }
}
