package dev.byok.term.console;

/**
 * A message of several lines, typed line by line: three quotation marks open it, and a line that
 * ends with three closes it.
 */
final class TripleQuotes {
  static final String MARK = "\"\"\"";

  private TripleQuotes() {}

  /** Whether the message begins with the quotation marks. */
  static boolean isQuoted(String message) {
    return message.startsWith(MARK);
  }

  /** Whether the message needs more lines. */
  static boolean isOpen(String message) {
    return isQuoted(message)
        && (message.stripTrailing().length() < 2 * MARK.length() || !closes(message));
  }

  /** Whether this line, if it is not the first, closes the message. */
  static boolean closes(String line) {
    return line.stripTrailing().endsWith(MARK);
  }

  /** Returns the message without the marks and the line breaks next to them. */
  static String content(String message) {
    if (!isQuoted(message) || isOpen(message)) {
      return message;
    }
    String inner = message.stripTrailing();
    inner = inner.substring(MARK.length(), inner.length() - MARK.length());
    if (inner.startsWith("\n")) {
      inner = inner.substring(1);
    }
    return inner.endsWith("\n") ? inner.substring(0, inner.length() - 1) : inner;
  }
}
