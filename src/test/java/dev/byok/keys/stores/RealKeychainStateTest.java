package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.secrets.Secret;
import dev.byok.testing.RealKeyring;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks the states of a real gnome-keyring. */
final class RealKeychainStateTest extends KeychainStateContract {
  private record Real(RealKeyring keyring) implements Rig {
    @Override
    public Map<String, String> env() {
      return keyring.env();
    }

    @Override
    public void lock() throws Exception {
      keyring.lock();
    }

    @Override
    public void close() throws IOException {
      keyring.close();
    }
  }

  @Override
  Rig withPassword() throws Exception {
    return new Real(RealKeyring.start());
  }

  @Override
  Rig withoutPassword() throws Exception {
    return new Real(RealKeyring.startWithoutPassword());
  }

  @Override
  Rig withoutDefaultCollection() throws Exception {
    return new Real(RealKeyring.startEmpty());
  }

  @Override
  Rig inMemory() throws Exception {
    RealKeyring keyring = RealKeyring.start();
    keyring.keepInMemory();
    return new Real(keyring);
  }

  @Test
  void a_keychain_that_was_started_again_is_locked() throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      Keychain keychain = keychain(new Real(keyring));
      keychain.write(NAME, Secret.of(Canary.VALUE));
      keyring.restart();
      everything_fails(keychain, LOCKED);
    }
  }

  @Test
  void a_keychain_without_a_password_that_was_started_again_is_read() throws Exception {
    try (RealKeyring keyring = RealKeyring.startWithoutPassword()) {
      Keychain keychain = keychain(new Real(keyring));
      keychain.write(NAME, Secret.of("sk-open"));
      keyring.restart();
      assertTrue(keychain.read(NAME).equals(Secret.of("sk-open")));
    }
  }

  @Test
  void a_key_in_the_collection_in_memory_moves_to_the_default_one_when_it_is_replaced()
      throws Exception {
    try (RealKeyring keyring = RealKeyring.start()) {
      Keychain keychain = keychain(new Real(keyring));
      keyring.feed(
          "sk-in-memory",
          "secret-tool",
          "store",
          "--collection=session",
          "--label=x",
          "service",
          "byok",
          "account",
          NAME.toString());
      assertTrue(keychain.read(NAME).equals(Secret.of("sk-in-memory")));
      keychain.write(NAME, Secret.of("sk-kept"));
      assertTrue(keychain.read(NAME).equals(Secret.of("sk-kept")));
      keychain.remove(NAME);
      absent(() -> keychain.read(NAME));
    }
  }
}
