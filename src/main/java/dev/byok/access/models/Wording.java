package dev.byok.access.models;

import org.jspecify.annotations.Nullable;

/** Makes ids and names from outside safe to store and show. */
final class Wording {
  private static final int LONGEST = 256;

  private Wording() {}

  /**
   * Returns an id that can be written on a command line; null for one that is empty, very long, or
   * has invisible characters.
   */
  static @Nullable String id(@Nullable String said) {
    if (said == null || said.isBlank() || said.length() > LONGEST) {
      return null;
    }
    for (int i = 0; i < said.length(); i++) {
      if (isUnseen(said.charAt(i))) {
        return null;
      }
    }
    return said;
  }

  /** Returns a name on one line, or null when nothing of it is left. */
  static @Nullable String name(@Nullable String said) {
    if (said == null) {
      return null;
    }
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < said.length() && name.length() < LONGEST; i++) {
      char c = said.charAt(i);
      name.append(isUnseen(c) ? ' ' : c);
    }
    String clean = name.toString().strip();
    if (!clean.isEmpty() && Character.isHighSurrogate(clean.charAt(clean.length() - 1))) {
      clean = clean.substring(0, clean.length() - 1);
    }
    return clean.isEmpty() ? null : clean;
  }

  private static boolean isUnseen(char c) {
    if (c >= ' ' && c < 0x7F) {
      // Handles nearly all characters without the tables for the others.
      return false;
    }
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }
}
