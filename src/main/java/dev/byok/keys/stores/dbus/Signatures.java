package dev.byok.keys.stores.dbus;

/** Walks type signatures, such as {@code a{sv}}. */
final class Signatures {
  private static final int DEEPEST = 32;

  private Signatures() {}

  /** Returns the index after the complete type at {@code i}. */
  static int next(String types, int i, int depth) throws MalformedMessageException {
    if (depth > DEEPEST || i >= types.length()) {
      throw new MalformedMessageException("a type is cut off or nested too deeply");
    }
    char type = types.charAt(i);
    if (type == 'a') {
      return next(types, i + 1, depth + 1);
    }
    if (type != '(' && type != '{') {
      return i + 1;
    }
    char close = type == '(' ? ')' : '}';
    int at = i + 1;
    while (at < types.length() && types.charAt(at) != close) {
      at = next(types, at, depth + 1);
    }
    return at + 1;
  }
}
