package dev.byok.serve.child.recipes;

import dev.byok.keys.forms.GatewayToken;
import dev.byok.secrets.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a program is lent: a gateway, a token for it, and some of the user's keys.
 *
 * @param origin the gateway's URL without a path, such as {@code http://127.0.0.1:4711}
 * @param keys in the order of preference
 */
public record Loan(String origin, Secret token, List<LentKey> keys) {
  /** Stands for the token where it is shown. */
  private static final String MASK = "byok_***";

  public Loan {
    keys = List.copyOf(keys);
  }

  /** Returns a loan to show what a program would get, before there is a gateway. */
  public static Loan example(List<LentKey> keys) {
    return new Loan("http://127.0.0.1:PORT", Secret.of(MASK), keys);
  }

  /** Returns the base URL of a key, followed by a path such as {@code /v1}. */
  String base(LentKey key, String path) {
    return origin + "/" + key.name() + path;
  }

  /** Returns the token's text, for the environment of the program that it was made for. */
  public String tokenText() {
    return token.open();
  }

  /** Returns the text with the token masked. */
  public String masked(String text) {
    return text.replace(token.open(), MASK);
  }

  /** Returns the SHA-256 of the token in hex, by which byok knows it again. */
  public String tokenHash() {
    return GatewayToken.sha256(token);
  }

  /** Returns the first key whose provider speaks a wire format; null if there is none. */
  @Nullable LentKey speaking(String wire) {
    for (LentKey key : keys) {
      if (key.provider().speaks(wire)) {
        return key;
      }
    }
    return null;
  }

  @Override
  public String toString() {
    return "loan of " + keys;
  }
}
