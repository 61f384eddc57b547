package dev.byok.term.console;

/**
 * A message of many lines, typed line by line: three quotation marks open it, and a line that ends
 * with three closes it.
 */
final class TripleQuotes {
  static final String MARK = "\"\"\"";

  private TripleQuotes() {}

  /** Whether the message was opened with quotation marks. */
  static boolean isQuoted(String message) {
    return message.startsWith(MARK);
  }

  /** Whether more lines belong to it. */
  static boolean isOpen(String message) {
    return isQuoted(message)
        && (message.stripTrailing().length() < 2 * MARK.length() || !closes(message));
  }

  /** Whether this line closes the message, when it is not its first. */
  static boolean closes(String line) {
    return line.stripTrailing().endsWith(MARK);
  }

  /** The message without the marks, nor the line breaks that belong to them. */
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
