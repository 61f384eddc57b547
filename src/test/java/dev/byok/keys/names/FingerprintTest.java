package dev.byok.keys.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.secrets.Secret;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
  private static final Secret SECRET = Secret.of("sk-fingerprint-0123456789");

  @Test
  void knows_its_secret_from_any_other() {
    String fingerprint = Fingerprint.of(SECRET);
    assertTrue(Fingerprint.matches(fingerprint, SECRET));
    assertFalse(Fingerprint.matches(fingerprint, Secret.of("sk-fingerprint-0123456780")));
    assertFalse(Fingerprint.matches("", SECRET));
    assertFalse(Fingerprint.matches("0123456789abcdef", SECRET));
  }

  @Test
  void is_salted_and_short() {
    assertNotEquals(Fingerprint.of(SECRET), Fingerprint.of(SECRET));
    assertEquals(24, Fingerprint.of(SECRET).length());
  }
}
