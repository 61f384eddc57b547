package dev.byok.keys.names;

import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells whether the keychain still has the secret that was stored with a host. Another
 * configuration or program may have stored a different secret under the same name, which must not
 * go to this host. 32 bits of a salted hash tell two keys apart and reveal neither.
 */
public final class Fingerprint {
  private static final int SALT_CHARACTERS = 16;
  private static final int SHOWN_BYTES = 4;

  private Fingerprint() {}

  /** Returns the text for the index: a fresh salt and the hash, in hex. */
  public static String of(Secret secret) {
    String salt = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return salt + hash(salt, secret);
  }

  /** Whether the fingerprint was made from this secret. */
  public static boolean matches(String fingerprint, Secret secret) {
    return fingerprint.length() > SALT_CHARACTERS
        && fingerprint
            .substring(SALT_CHARACTERS)
            .equals(hash(fingerprint.substring(0, SALT_CHARACTERS), secret));
  }

  private static String hash(String salt, Secret secret) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      byte[] hash = digest.digest(secret.open().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SHOWN_BYTES);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
