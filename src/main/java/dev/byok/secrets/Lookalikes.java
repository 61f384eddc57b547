package dev.byok.secrets;

import java.util.regex.Pattern;

/** Masks text that merely looks like a credential. */
final class Lookalikes {
  /**
   * Bearer values, and runs of key characters after the prefixes that providers use. No branch can
   * fail after a long run; otherwise a text with one at each word would take quadratic time.
   */
  private static final Pattern LOOKS_LIKE_A_CREDENTIAL =
      Pattern.compile(
          "(?i)\\bbearer\\s+(?!tokens?\\b|auth)[A-Za-z0-9._~+/=*-]{8,}"
              + "|\\b(?:sk|pk|rk|xai|gsk|fw|cpk|hf|ghp|github_pat|nvapi|csk|pplx)[-_][A-Za-z0-9*_.-]{8,}"
              + "|(?-i:\\bbyok_[A-Za-z0-9_-]{27,})"
              + "|\\bAIza[A-Za-z0-9_-]{20,}"
              + "|\\bAKIA[A-Z0-9]{12,}"
              + "|\\beyJ[A-Za-z0-9_-]{16,}(?:\\.[A-Za-z0-9_-]*){0,2}");

  private Lookalikes() {}

  static String masked(CharSequence text, String mask) {
    return LOOKS_LIKE_A_CREDENTIAL.matcher(text).replaceAll(mask);
  }
}
