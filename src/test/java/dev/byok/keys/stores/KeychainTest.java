package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import dev.byok.testing.LongForm;
import dev.byok.testing.RealKeyring;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Checks the contract, and what other programs see, with a real gnome-keyring. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeychainTest extends KeyStoreContract {
  private static final KeyName NAME = KeyName.parse("anthropic:shared");

  @SuppressWarnings("NullAway.Init")
  private RealKeyring keyring;

  @BeforeAll
  void start() throws Exception {
    keyring = RealKeyring.start();
  }

  @AfterAll
  void stop() throws Exception {
    keyring.close();
  }

  @Override
  KeyStore store() {
    return new Keychain(keyring.env(), "Linux", Duration.ofSeconds(20), false);
  }

  @Test
  void other_programs_read_what_is_written() throws Exception {
    store().write(NAME, Secret.of("sk-ümlaut"));
    assertEquals(
        "sk-ümlaut",
        keyring.run("secret-tool", "lookup", "service", "byok", "account", NAME.toString()));
    store().remove(NAME);
  }

  @Test
  void reads_what_other_programs_write() throws Exception {
    secretTool("sk-from-outside", NAME);
    assertTrue(store().read(NAME).equals(Secret.of("sk-from-outside")));
    store().remove(NAME);
  }

  @Test
  void the_encrypted_session_holds_for_every_key_length() throws Exception {
    // One shared key in 256 starts with a zero byte, which both sides must keep.
    store().write(NAME, Secret.of("sk-many"));
    KeyStore store = store();
    for (int i = 0; i < LongForm.of(100, 600); i++) {
      assertTrue(store.read(NAME).equals(Secret.of("sk-many")));
    }
    store.remove(NAME);
  }

  @Test
  void tells_that_there_are_two_items() throws Exception {
    KeyName twice = KeyName.parse("openai:twice");
    secretTool("one", twice);
    keyring.feed(
        "two",
        "secret-tool",
        "store",
        "--label=two",
        "service",
        "byok",
        "account",
        twice.toString(),
        "more",
        "x");
    Failure failure = assertThrows(Failure.class, () -> store().read(twice));
    assertEquals("the keychain holds 2 items for the key \"openai:twice\"", failure.text());
    assertThrows(Failure.class, () -> store().write(twice, Secret.of(Canary.VALUE)));
  }

  private void secretTool(String value, KeyName name) throws Exception {
    keyring.feed(
        value, "secret-tool", "store", "--label=x", "service", "byok", "account", name.toString());
  }
}
