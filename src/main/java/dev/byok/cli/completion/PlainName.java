package dev.byok.cli.completion;

/**
 * Names that are safe to hand to a shell; others are not suggested. Model ids come from strangers,
 * and a shell might run what follows a dollar sign or a line break.
 */
final class PlainName {
  private static final String MARKS = "._:/@+,=%~-";
  private static final int LONGEST = 200;

  private PlainName() {}

  static boolean is(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !isLetterOrDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterOrDigit(c) && MARKS.indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterOrDigit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
