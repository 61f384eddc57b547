package dev.byok.secrets;

import dev.byok.failure.UserWord;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that comes from elsewhere, such as a provider's error message. Known
 * secrets go in whatever form they were echoed (plain, in another case, escaped for JSON or a URL,
 * in Base64), and pieces of them as well; what merely looks like a credential goes too.
 */
public final class Redaction {
  private static final String MASK = "***";
  private static final int SHORTEST_SECRET = 4;

  /** Of a secret this long, any piece of {@link #PIECE} characters is a secret itself. */
  private static final int LONG_SECRET = 16;

  private static final int PIECE = 8;

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

  private final Set<String> forms;
  private final Set<String> pieces;

  private Redaction(Set<String> forms, Set<String> pieces) {
    this.forms = forms;
    this.pieces = pieces;
  }

  public static Redaction of(List<Secret> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    Set<String> pieces = new HashSet<>();
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
        addPieces(lower(part), pieces);
        base64(part).forEach(form -> addPieces(lower(form), pieces));
      }
    }
    return new Redaction(forms, pieces);
  }

  public static Redaction of(Secret secret) {
    return of(List.of(secret));
  }

  /** For places that hold no secret of their own but print a stranger's words. */
  public static Redaction none() {
    return new Redaction(Set.of(), Set.of());
  }

  /** A word of the user's in quotation marks; it may be a key that was put there by mistake. */
  public static String quoted(String word) {
    return UserWord.quoted(word);
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
    mark(Unescaped.nothing(text), secret);
    if (text.indexOf('\\') >= 0 || text.indexOf('%') >= 0) {
      mark(Unescaped.of(text), secret);
    }
    return secret;
  }

  /** Marks, by their places in the original, all characters that belong to a known secret. */
  private void mark(Unescaped view, BitSet secret) {
    String text = lower(view.text());
    for (String form : forms) {
      for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
        secret.set(view.start(at), view.start(at + form.length()));
      }
    }
    if (pieces.isEmpty()) {
      return;
    }
    // Pieces that overlap grow together: a longer run is masked as one.
    for (int at = 0; at + PIECE <= text.length(); at++) {
      if (pieces.contains(text.substring(at, at + PIECE))) {
        secret.set(view.start(at), view.start(at + PIECE));
      }
    }
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

  private static void addPieces(String part, Set<String> pieces) {
    for (int at = 0; at + PIECE <= part.length(); at++) {
      pieces.add(part.substring(at, at + PIECE));
    }
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

  /** In one case, character by character: the length stays. */
  private static String lower(String text) {
    char[] lower = text.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      lower[i] = Character.toLowerCase(lower[i]);
    }
    return new String(lower);
  }
}
