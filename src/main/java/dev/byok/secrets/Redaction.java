package dev.byok.secrets;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Removes secrets from text that comes from elsewhere, such as a provider's error message: known
 * secrets in whatever form they were echoed, pieces of eight characters of long ones, and what
 * merely looks like a credential. The text is read in every plausible way ({@link Views}): plain,
 * in any case, backwards, in groups, with invisible characters in between, escaped for JSON,
 * programs, URLs, HTML or mail, up to four times over, and as numbers in hex, decimal or octal. The
 * Base64 of secrets is found in each of these too.
 *
 * <p>Not covered: an answer's own text, which a model may change in any way and which is printed as
 * it is; characters of a secret that are spread over a text, or pieces below eight; a secret
 * shorter than eight characters in a form other than plain, Base64 or escaped; anything encrypted,
 * compressed, hashed, or encoded in another way (Base32, binary digits, shifted letters,
 * spelled-out words), or in two of the above that are not escapes, such as Base64 of hex.
 *
 * <p>Nothing is prepared before the first text, since a successful answer is never redacted.
 */
public final class Redaction {
  private static final String MASK = "***";

  private final List<Secret> secrets;
  private volatile @Nullable KnownSecrets known;

  private Redaction(List<Secret> secrets) {
    this.secrets = List.copyOf(secrets);
  }

  public static Redaction of(List<Secret> secrets) {
    return new Redaction(secrets);
  }

  public static Redaction of(Secret secret) {
    return of(List.of(secret));
  }

  /** Returns a redaction for code that has no secret but prints text from elsewhere. */
  public static Redaction none() {
    return new Redaction(List.of());
  }

  /** Returns the text without secrets, in time proportional to its length. */
  public String apply(String text) {
    return Lookalikes.masked(secrets.isEmpty() ? text : withoutKnown(text), MASK);
  }

  /**
   * Returns the text with an asterisk in place of each character of a known secret, so that all
   * else of it stays where it was.
   */
  public String overwritten(String text) {
    BitSet secret = secrets.isEmpty() ? new BitSet() : known().places(text);
    if (secret.isEmpty()) {
      return text;
    }
    char[] characters = text.toCharArray();
    for (int at = secret.nextSetBit(0); at >= 0; at = secret.nextSetBit(at + 1)) {
      characters[at] = '*';
    }
    return new String(characters);
  }

  /**
   * Whether the text contains a known secret or a piece of one. What merely looks like a credential
   * does not count.
   */
  public boolean holds(String text) {
    return !secrets.isEmpty() && !known().places(text).isEmpty();
  }

  private String withoutKnown(String text) {
    BitSet secret = known().places(text);
    if (secret.isEmpty()) {
      return text;
    }
    StringBuilder redacted = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); ) {
      int start = secret.nextSetBit(at);
      if (start < 0) {
        start = text.length();
      }
      redacted.append(text, at, start);
      at = secret.nextClearBit(start);
      if (start < text.length()) {
        redacted.append(MASK);
      }
    }
    return redacted.toString();
  }

  /** Two threads may both make it, with the same result. */
  private KnownSecrets known() {
    KnownSecrets made = known;
    if (made == null) {
      made = new KnownSecrets();
      for (Secret secret : secrets) {
        made.add(secret.open());
      }
      known = made;
    }
    return made;
  }
}
