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

/** Finds known secrets in a text, in all their forms, and pieces of long ones. */
final class KnownSecrets {
  private static final int SHORTEST_SECRET = 4;

  /** The distance of full-width letters, U+FF21 and following, from those of ASCII. */
  private static final int WIDE = 0xfee0;

  /** Any piece of {@link Pieces#LENGTH} characters of a secret this long counts as a secret. */
  private static final int LONG_SECRET = 16;

  private final Set<String> forms = new LinkedHashSet<>();
  private final Pieces pieces = new Pieces();

  /** Adds a secret in clear text. */
  void add(String plain) {
    String stripped = plain.strip();
    if (stripped.length() < SHORTEST_SECRET) {
      return;
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

  /** Returns the indexes of all characters that belong to a known secret. */
  BitSet places(String text) {
    BitSet secret = new BitSet(text.length());
    if (forms.isEmpty()) {
      return secret;
    }
    Views.each(
        text,
        view -> mark(view, SHORTEST_SECRET, secret),
        view -> mark(view, Pieces.LENGTH, secret));
    return secret;
  }

  /** Marks all characters that belong to a known secret, by their indexes in the original. */
  private void mark(View view, int shortest, BitSet secret) {
    String text = lower(view.toString());
    for (String form : forms) {
      if (form.length() >= shortest) {
        for (int at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
          mark(view, at, at + form.length() - 1, secret);
        }
      }
    }
    // Overlapping pieces merge, so a longer run is masked as one.
    for (int at = pieces.next(text, 0); at >= 0; at = pieces.next(text, at + 1)) {
      mark(view, at, at + Pieces.LENGTH - 1, secret);
    }
  }

  /** Marks a run of characters. A view may be reversed. */
  private static void mark(View view, int first, int last, BitSet secret) {
    int start = Math.min(view.start(first), view.start(last));
    secret.set(start, Math.max(view.end(first), view.end(last)));
  }

  /**
   * Returns the parts whose pieces count as secrets. A JSON object is split into words, since its
   * field names are ordinary words.
   */
  private static List<String> parts(String stripped) {
    List<String> candidates =
        stripped.startsWith("{")
            ? Arrays.asList(stripped.split("[\"{}:,\\s]+"))
            : List.of(stripped);
    return candidates.stream().filter(part -> part.length() >= LONG_SECRET).toList();
  }

  /**
   * Returns the Base64 forms in both alphabets, alone and after other text, such as a user name and
   * a colon. Text before a secret shifts its characters; text around it changes the outermost ones.
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

  /** Returns the text in lower case and in one width. The length stays the same. */
  private static String lower(String text) {
    char[] lower = text.toCharArray();
    for (int i = 0; i < lower.length; i++) {
      boolean wide = lower[i] > WIDE && lower[i] < WIDE + 0x7f;
      lower[i] = Character.toLowerCase(wide ? (char) (lower[i] - WIDE) : lower[i]);
    }
    return new String(lower);
  }
}
