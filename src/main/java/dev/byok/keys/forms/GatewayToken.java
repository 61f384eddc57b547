package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * Refuses a token that byok gave to a program in place of a key. Such a program has it where others
 * have the key, so another byok started by the program would send it to the provider.
 */
public final class GatewayToken {
  /** The beginning of every token that byok makes in its own form. */
  public static final String PREFIX = "byok_";

  /** Lists the SHA-256 of tokens in another form, in hex, separated by commas. */
  public static final String HASHES = "BYOK_EXEC_TOKEN_SHA256";

  private GatewayToken() {}

  /**
   * Fails if the value is a token, or has one after a host or within JSON.
   *
   * @param env has the hashes of tokens that look like something else
   */
  static void refuse(String value, Map<String, String> env) {
    if (holdsOne(value)) {
      throw failure();
    }
    String hashes = env.get(HASHES);
    if (hashes != null
        && !hashes.isBlank()
        && hashes.toLowerCase(Locale.ROOT).contains(sha256(value))) {
      throw failure();
    }
  }

  /** As above, for a key that was read elsewhere; returns it. */
  public static Secret refuse(Secret key, Map<String, String> env) {
    refuse(key.open(), env);
    return key;
  }

  private static boolean holdsOne(String value) {
    int at = value.indexOf(PREFIX);
    while (at > 0 && Character.isLetterOrDigit(value.charAt(at - 1))) {
      at = value.indexOf(PREFIX, at + 1);
    }
    return at >= 0;
  }

  /** Returns the SHA-256 of a token's text, in lower-case hex. */
  public static String sha256(String token) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }

  /** Returns the same of a token that must not be shown. */
  public static String sha256(Secret token) {
    return sha256(token.open());
  }

  private static Failure failure() {
    return Failure.of(Kind.USAGE, "this is a token of byok's gateway, not a provider's key")
        .hint("give the provider's own key; byok providers shows where to get one");
  }
}
