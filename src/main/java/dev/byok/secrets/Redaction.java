package dev.byok.secrets;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

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
 */
public final class Redaction {
  private static final String MASK = "***";
  private static final int SHORTEST_SECRET = 4;

  /** How far the letters of full width, U+FF21 and on, are from those of ASCII. */
  private static final int WIDE = 0xfee0;

  /** Of a secret this long, any piece of {@link Pieces#LENGTH} characters is a secret itself. */
  private static final int LONG_SECRET = 16;

  /**
   * Bearer values, and runs of key characters behind the prefixes that providers use. No branch can
   * fail behind a long run: a text that begins one at each word would take its length squared.
   */
  private static final Pattern LOOKS_LIKE_A_CREDENTIAL =
      Pattern.compile(
          "(?i)\\bbearer\\s+(?!tokens?\\b|auth)[A-Za-z0-9._~+/=*-]{8,}"
              + "|\\b(?:sk|pk|rk|xai|gsk|fw|cpk|hf|ghp|github_pat|nvapi|csk|pplx)[-_][A-Za-z0-9*_.-]{8,}"
              + "|\\bAIza[A-Za-z0-9_-]{20,}"
              + "|\\bAKIA[A-Z0-9]{12,}"
              + "|\\beyJ[A-Za-z0-9_-]{16,}(?:\\.[A-Za-z0-9_-]*){0,2}");

  /** A long run of letters and digits mixed, which names of models and providers are not. */
  private static final Pattern MAY_BE_A_KEY =
      Pattern.compile("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{20,}");

  private final Set<String> forms;
  private final Pieces pieces;

  private Redaction(Set<String> forms, Pieces pieces) {
    this.forms = forms;
    this.pieces = pieces;
  }

  public static Redaction of(List<Secret> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    Pieces pieces = new Pieces();
    for (Secret secret : secrets) {
      String plain = secret.open();
      String stripped = plain.strip();
      if (stripped.length() < SHORTEST_SECRET) {
        continue;
      }
      List<String> whole = new ArrayList<>(List.of(plain, stripped));
      for (String form : List.of(plain, stripped)) {
        String encoded = URLEncoder.encode(form, StandardCharsets.UTF_8);
        whole.add(encoded);
        whole.add(encoded.replace("+", "%20"));
        whole.addAll(base64(form));
      }
      for (String form : whole) {
        forms.add(lower(form));
      }
      for (String part : parts(stripped)) {
        pieces.addAll(lower(part));
        base64(part).forEach(form -> pieces.addAll(lower(form)));
      }
    }
    return new Redaction(forms, pieces);
  }

  public static Redaction of(Secret secret) {
    return of(List.of(secret));
  }

  /** For places that hold no secret of their own but print a stranger's words. */
  public static Redaction none() {
    return new Redaction(Set.of(), new Pieces());
  }

  /** A word of the user's in quotation marks; it may be a key that was put there by mistake. */
  public static String quoted(String word) {
    String shown = none().apply(word);
    return "\"" + (shown.equals(word) && MAY_BE_A_KEY.matcher(word).find() ? MASK : shown) + "\"";
  }

  /** The text without secrets. Takes time in proportion to its length. */
  public String apply(String text) {
    String redacted = forms.isEmpty() ? text : withoutKnown(text);
    return LOOKS_LIKE_A_CREDENTIAL.matcher(redacted).replaceAll(MASK);
  }

  /**
   * Whether the text holds a known secret, or a piece of one. What merely looks like a credential
   * does not count.
   */
  public boolean holds(String text) {
    return !forms.isEmpty() && !known(text).isEmpty();
  }

  private String withoutKnown(String text) {
    BitSet secret = known(text);
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

  /** The places of all characters that belong to a known secret. */
  private BitSet known(String text) {
    BitSet secret = new BitSet(text.length());
    Views.each(
        text,
        view -> mark(view, SHORTEST_SECRET, secret),
        view -> mark(view, Pieces.LENGTH, secret));
    return secret;
  }

  /** Marks, by their places in the original, all characters that belong to a known secret. */
  private void mark(View view, int shortest, BitSet secret) {
    String text = lower(view.toString());
    for (String form : forms) {
      if (form.length() >= shortest) {
        for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
          mark(view, at, at + form.length() - 1, secret);
        }
      }
    }
    // Pieces that overlap grow together: a longer run is masked as one.
    for (int at = pieces.next(text, 0); at >= 0; at = pieces.next(text, at + 1)) {
      mark(view, at, at + Pieces.LENGTH - 1, secret);
    }
  }

  /** A view may run backwards. */
  private static void mark(View view, int first, int last, BitSet secret) {
    int start = Math.min(view.start(first), view.start(last));
    secret.set(start, Math.max(view.end(first), view.end(last)));
  }

  /**
   * What of a secret may not be shown in pieces. A secret that is a JSON object has names too,
   * which are ordinary words.
   */
  private static List<String> parts(String stripped) {
    List<String> candidates =
        stripped.startsWith("{")
            ? Arrays.asList(stripped.split("[\"{}:,\\s]+"))
            : List.of(stripped);
    return candidates.stream().filter(part -> part.length() >= LONG_SECRET).toList();
  }

  /**
   * Base64 in both alphabets, alone or behind something else, such as a user name and a colon: what
   * stands before shifts the characters, and what stands around changes the outermost.
   */
  private static List<String> base64(String text) {
    List<String> forms = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      forms.add(encoder.encodeToString(bytes));
      for (int before = 0; before < 3; before++) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        String encoded = encoder.withoutPadding().encodeToString(shifted);
        int end = encoded.length() - (shifted.length % 3 == 0 ? 0 : 1);
        forms.add(encoded.substring(before == 0 ? 0 : before + 1, end));
      }
      forms.add(encoder.withoutPadding().encodeToString(bytes));
    }
    forms.removeIf(form -> form.length() < SHORTEST_SECRET);
    return forms;
  }

  /** In one case and one width, character by character: the length stays. */
  private static String lower(String text) {
    char[] lower = text.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      boolean wide = lower[i] > WIDE && lower[i] < WIDE + 0x7f;
      lower[i] = Character.toLowerCase(wide ? (char) (lower[i] - WIDE) : lower[i]);
    }
    return new String(lower);
  }
}
