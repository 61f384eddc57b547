package dev.byok.text.markdown;

/** The checkbox at the start of a list item that is a task. */
final class Task {
  private Task() {}

  /** The marker of a task's item; empty if there is no checkbox. */
  static String box(CharSequence start) {
    if (start.length() < 4 || start.charAt(2) != ']' || start.charAt(3) != ' ') {
      return "";
    }
    return switch (start.charAt(1)) {
      case ' ' -> "☐ ";
      case 'x', 'X' -> "☑ ";
      default -> "";
    };
  }
}
