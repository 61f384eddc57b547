package dev.byok.secrets;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Takes secrets out of text that comes from elsewhere, such as a provider's error message. Known
 * secrets go in whatever form they were echoed (plain, JSON-escaped, percent-encoded); what merely
 * looks like a credential goes as well.
 */
public final class Redaction {
  private static final String MASK = "***";
  private static final int SHORTEST_SECRET = 4;

  /** Bearer values, and runs of key characters behind the prefixes that providers use. */
  private static final Pattern LOOKS_LIKE_A_CREDENTIAL =
      Pattern.compile(
          "(?i)\\bbearer\\s+(?!tokens?\\b|auth)[A-Za-z0-9._~+/=*-]{8,}"
              + "|\\b(?:sk|pk|rk|xai|gsk|fw|cpk|hf|ghp|github_pat|nvapi|csk|pplx)[-_][A-Za-z0-9*_.-]{8,}"
              + "|\\bAIza[A-Za-z0-9_-]{20,}"
              + "|\\bAKIA[A-Z0-9]{12,}"
              + "|\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*");

  /** A long run of letters and digits mixed, which names of models and providers are not. */
  private static final Pattern MAY_BE_A_KEY =
      Pattern.compile("(?=[A-Za-z]*[0-9])(?=[0-9]*[A-Za-z])[A-Za-z0-9]{20,}");

  private final List<String> forms;

  private Redaction(List<String> forms) {
    this.forms = forms;
  }

  public static Redaction of(List<Secret> secrets) {
    Set<String> forms = new LinkedHashSet<>();
    for (Secret secret : secrets) {
      String plain = secret.open();
      if (plain.strip().length() < SHORTEST_SECRET) {
        continue;
      }
      forms.add(plain);
      forms.add(plain.strip());
      forms.add(plain.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
      forms.add(percentEncoded(plain));
    }
    List<String> longestFirst = new ArrayList<>(forms);
    longestFirst.sort(Comparator.comparingInt(String::length).reversed());
    return new Redaction(longestFirst);
  }

  public static Redaction of(Secret secret) {
    return of(List.of(secret));
  }

  /** For places that hold no secret of their own but print a stranger's words. */
  public static Redaction none() {
    return new Redaction(List.of());
  }

  /** A word of the user's in quotation marks; it may be a key that was put there by mistake. */
  public static String quoted(String word) {
    String shown = none().apply(word);
    return "\"" + (shown.equals(word) && MAY_BE_A_KEY.matcher(word).find() ? MASK : shown) + "\"";
  }

  public String apply(String text) {
    String redacted = text;
    for (String form : forms) {
      redacted = redacted.replace(form, MASK);
    }
    return LOOKS_LIKE_A_CREDENTIAL.matcher(redacted).replaceAll(MASK);
  }

  private static String percentEncoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }
}
