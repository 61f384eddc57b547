package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Checks what byok says about a Secret Service in each state, without a display. */
abstract class KeychainStateContract {
  static final KeyName NAME = KeyName.parse("openai:work");
  static final String LOCKED = "the keychain is locked";
  static final String ABSENT = "the keychain has no key \"openai:work\"";
  static final String NO_COLLECTION = "the keychain has no default collection to store keys in";
  static final String IN_MEMORY =
      "the keychain's default collection \"session\" forgets keys at logout";

  /** A running service in one state, on its own bus. */
  interface Rig extends AutoCloseable {
    Map<String, String> env();

    void lock() throws Exception;

    @Override
    void close() throws IOException;
  }

  /** Starts an unlocked service that, once locked, only its password opens. */
  abstract Rig withPassword() throws Exception;

  /** Starts a locked service without a password. */
  abstract Rig withoutPassword() throws Exception;

  abstract Rig withoutDefaultCollection() throws Exception;

  /** Starts a service whose default collection is the one in memory. */
  abstract Rig inMemory() throws Exception;

  @Test
  void a_key_in_a_locked_keychain_is_locked() throws Exception {
    try (Rig rig = withPassword()) {
      Keychain keychain = keychain(rig);
      keychain.write(NAME, Secret.of(Canary.VALUE));
      rig.lock();
      everything_fails(keychain, LOCKED);
    }
  }

  @Test
  void a_locked_keychain_without_the_key_is_locked_and_never_empty() throws Exception {
    try (Rig rig = withPassword()) {
      rig.lock();
      everything_fails(keychain(rig), LOCKED);
    }
  }

  @Test
  void a_keychain_without_a_password_is_unlocked_without_a_dialog() throws Exception {
    try (Rig rig = withoutPassword()) {
      Keychain keychain = keychain(rig);
      keychain.write(NAME, Secret.of("sk-open"));
      rig.lock();
      assertTrue(keychain.read(NAME).equals(Secret.of("sk-open")));
      rig.lock();
      keychain.write(NAME, Secret.of("sk-other"));
      rig.lock();
      assertTrue(keychain.find(NAME).orElseThrow().equals(Secret.of("sk-other")));
      rig.lock();
      assertEquals("answers, unlocked", keychain.describe(NAME));
      rig.lock();
      keychain.remove(NAME);
      rig.lock();
      absent(() -> keychain.read(NAME));
      rig.lock();
      absent(() -> keychain.remove(NAME));
    }
  }

  @Test
  void without_a_default_collection_nothing_is_said_to_be_absent() throws Exception {
    try (Rig rig = withoutDefaultCollection()) {
      everything_fails(keychain(rig), NO_COLLECTION);
    }
  }

  @Test
  void a_collection_in_memory_takes_no_key() throws Exception {
    try (Rig rig = inMemory()) {
      Keychain keychain = keychain(rig);
      fails(IN_MEMORY, () -> keychain.write(NAME, Secret.of(Canary.VALUE)));
      fails(IN_MEMORY, () -> keychain.find(NAME));
      fails(IN_MEMORY, () -> keychain.describe(NAME));
      Failure gone = absent(() -> keychain.read(NAME));
      assertEquals(
          "its default collection \"session\" forgets keys at logout", gone.details().getFirst());
      absent(() -> keychain.remove(NAME));
    }
  }

  static Keychain keychain(Rig rig) {
    return new Keychain(rig.env(), "Linux", Duration.ofSeconds(20), true);
  }

  static void everything_fails(Keychain keychain, String text) {
    fails(text, () -> keychain.read(NAME));
    fails(text, () -> keychain.find(NAME));
    fails(text, () -> keychain.write(NAME, Secret.of(Canary.VALUE)));
    fails(text, () -> keychain.remove(NAME));
    fails(text, () -> keychain.describe(NAME));
  }

  /** Checks that the operation fails with this text, and does not say that the key is absent. */
  static Failure fails(String text, Executable operation) {
    Failure failure = Canary.absentFrom(assertThrows(Failure.class, operation));
    assertEquals(text, failure.text());
    assertEquals(Kind.KEYCHAIN, failure.kind());
    assertFalse(KeychainFailures.isAbsence(failure), failure.text());
    return failure;
  }

  static Failure absent(Executable operation) {
    Failure failure = assertThrows(Failure.class, operation);
    assertEquals(ABSENT, failure.text());
    assertTrue(KeychainFailures.isAbsence(failure));
    return failure;
  }
}
