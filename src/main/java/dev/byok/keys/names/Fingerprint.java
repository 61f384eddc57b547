package dev.byok.keys.names;

import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Tells whether the keychain still holds the secret that was stored with a host: another
 * configuration or another program may have put a different one under the same name, and that one
 * must not go to this host. Thirty-two bits of a salted hash tell two keys apart and tell nothing
 * of either.
 */
public final class Fingerprint {
  private static final int SALT_CHARACTERS = 16;
  private static final int SHOWN_BYTES = 4;

  private Fingerprint() {}

  /** The text for the index: a fresh salt and the hash, in hex. */
  public static String of(Secret secret) {
    String salt = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    return salt + hash(salt, secret);
  }

  /** Whether it was made of this secret. */
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
