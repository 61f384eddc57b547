package dev.byok.keys.stores;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what every place for keys must do. */
abstract class KeyStoreContract {
  private static final KeyName PLAIN = KeyName.parse("openai");
  private static final KeyName LABELED = KeyName.parse("openai:work");

  abstract KeyStore store();

  @ParameterizedTest(name = "round trip {index}")
  @ValueSource(
      strings = {
        "sk-test",
        "-leading-dash",
        "--option=value",
        "68656c6c6f",
        "0xDEADBEEF",
        "Schlüssel-äöüß-€-😀",
        "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
        "{\"accessKeyId\":\"AK\",\n \"secretAccessKey\": \"s/+=\"}",
        "$(touch x) `id` %PATH% ; rm",
        "%s%n%d"
      })
  void keeps_the_value_as_it_is(String value) {
    roundTrip(value);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 17, 1280, 2600, 5000, 16384})
  void keeps_values_of_this_length(int length) {
    roundTrip("0123456789abcdef".repeat(length / 16 + 1).substring(0, length));
  }

  @Test
  void replaces_a_value() {
    KeyStore store = store();
    store.write(PLAIN, Secret.of("old"));
    store.write(PLAIN, Secret.of("new"));
    assertTrue(store.read(PLAIN).equals(Secret.of("new")));
    store.remove(PLAIN);
  }

  @Test
  void removes_one_of_two_and_leaves_the_other() {
    KeyStore store = store();
    store.write(PLAIN, Secret.of("plain"));
    store.write(LABELED, Secret.of("labeled"));
    store.remove(PLAIN);
    assertTrue(store.read(LABELED).equals(Secret.of("labeled")));
    assertAbsent(() -> store.read(PLAIN));
    store.remove(LABELED);
  }

  @Test
  void tells_that_a_key_is_absent_on_read_and_on_remove() {
    KeyStore store = store();
    assertAbsent(() -> store.read(KeyName.parse("never-stored")));
    assertAbsent(() -> store.remove(KeyName.parse("never-stored")));
  }

  private void roundTrip(String value) {
    KeyStore store = store();
    store.write(LABELED, Secret.of(value));
    boolean same = store.read(LABELED).equals(Secret.of(value));
    store.remove(LABELED);
    assertTrue(same);
  }

  private static void assertAbsent(org.junit.jupiter.api.function.Executable operation) {
    Failure failure = assertThrows(Failure.class, operation);
    assertEquals(Kind.KEYCHAIN, failure.kind());
    assertTrue(failure.text().contains(" has no key \""), failure.text());
    assertFalse(failure.text().endsWith("."));
  }
}
