package dev.byok.serve.clients;

import dev.byok.keys.forms.GatewayToken;
import dev.byok.secrets.Secret;
import java.security.SecureRandom;
import java.util.Base64;

/** Makes the tokens of clients: {@code byok_} and 256 random bits in URL-safe Base64. */
public final class ClientToken {
  private static final int BYTES = 32;
  private static final int LENGTH = GatewayToken.PREFIX.length() + (BYTES * 8 + 5) / 6;

  private ClientToken() {}

  /** Returns a token that nobody has had before. */
  public static Secret make() {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(
        GatewayToken.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /**
   * Whether a text has the form of a token. It tells nothing about any token, so it may be fast.
   */
  static boolean isWellFormed(String text) {
    boolean fits = text.length() == LENGTH && text.startsWith(GatewayToken.PREFIX);
    for (int i = 0; fits && i < LENGTH; i++) {
      char c = text.charAt(i);
      fits =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || c == '-'
              || c == '_';
    }
    return fits;
  }
}
