package dev.byok.keyring;

import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.keys.stores.KeyStore;
import dev.byok.secrets.Secret;
import java.util.Optional;

/**
 * A store that remembers the keys that this process has read or written, so that no program it
 * starts later inherits one in a variable of another name.
 */
record HeldKeys(KeyStore store, ChildEnvironment children) implements KeyStore {
  @Override
  public Secret read(KeyName name) {
    return children.hold(store.read(name));
  }

  @Override
  public Optional<Secret> find(KeyName name) {
    return store.find(name).map(children::hold);
  }

  @Override
  public void write(KeyName name, Secret secret) {
    store.write(name, children.hold(secret));
  }

  @Override
  public void remove(KeyName name) {
    store.remove(name);
  }
}
