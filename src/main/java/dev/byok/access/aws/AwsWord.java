package dev.byok.access.aws;

/** Quotes a name of AWS's files in a command that can be typed as it is shown. */
final class AwsWord {
  private static final String PLAIN = "_@%+=:,./-";

  private AwsWord() {}

  /** Returns the word as a shell takes it. */
  static String typed(String word) {
    boolean plain = !word.isEmpty();
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      plain &=
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || PLAIN.indexOf(c) >= 0;
    }
    return plain ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
