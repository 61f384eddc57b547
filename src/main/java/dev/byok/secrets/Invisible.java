package dev.byok.secrets;

/** Characters that a reader does not see. Within a key, they hide it from a search. */
final class Invisible {
  private Invisible() {}

  static boolean is(char c) {
    if (c < 0x7f) {
      return c < ' ' && c != '\n' && c != '\r' && c != '\t';
    }
    // Soft hyphen, zero-width characters, direction and order marks, language tags.
    return c < 0xa0
        || Character.getType(c) == Character.FORMAT
        || c == '\u034f'
        || c == '\u115f'
        || c == '\u1160'
        || (c >= '\u180b' && c <= '\u180f')
        || c == '\u3164'
        || (c >= '\ufe00' && c <= '\ufe0f')
        || c == '\uffa0';
  }
}
