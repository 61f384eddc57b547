package dev.byok.keys.stores;

import dev.byok.testing.FakeKeyStore;

final class FakeKeyStoreTest extends KeyStoreContract {
  private final FakeKeyStore store = new FakeKeyStore();

  @Override
  KeyStore store() {
    return store;
  }
}
