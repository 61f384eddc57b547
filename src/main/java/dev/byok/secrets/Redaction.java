package dev.byok.secrets;

import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of text that comes from elsewhere, such as a provider's error message. Known
 * secrets go in whatever form they were echoed, and so do pieces of eight characters of long ones;
 * what merely looks like a credential goes too. The text is read in every way that is plausible
 * ({@link Views}): plain, in any case, backwards, in groups, with characters between that nobody
 * sees, escaped for JSON, programs, URLs, HTML or mail, up to four times over, as numbers in hex,
 * decimal or octal; and each of these in Base64 too.
 *
 * <p>Not covered: an answer's own text, which a model may make of anything and is printed as it is;
 * characters of a secret that are spread over a text, or pieces below eight; a secret shorter than
 * eight characters in a form other than plain, Base64 or escaped; what is encrypted, compressed,
 * hashed, or encoded in a way of its own (Base32, binary digits, shifted letters, spelled-out
 * words), or in two of the above that are not escapes, such as Base64 of hex.
 *
 * <p>Nothing is prepared before the first text: an answer that goes well is never redacted.
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

  /** For places that hold no secret of their own but print a stranger's words. */
  public static Redaction none() {
    return new Redaction(List.of());
  }

  /** The text without secrets. Takes time in proportion to its length. */
  public String apply(String text) {
    return Lookalikes.masked(secrets.isEmpty() ? text : withoutKnown(text), MASK);
  }

  /**
   * Whether the text holds a known secret, or a piece of one. What merely looks like a credential
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

  /** Two threads may make it at once: they make the same. */
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
