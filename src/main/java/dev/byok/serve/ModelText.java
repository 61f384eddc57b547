package dev.byok.serve;

import org.jspecify.annotations.Nullable;

/** A model's name within a path. */
final class ModelText {
  private static final int LONGEST = 256;

  private ModelText() {}

  /**
   * Returns the name, with encoded slashes and colons decoded; null if it has other characters than
   * names of models have, or a segment of dots.
   */
  static @Nullable String decoded(String text) {
    String name =
        text.replace("%2F", "/").replace("%2f", "/").replace("%3A", ":").replace("%3a", ":");
    if (name.isEmpty() || name.length() > LONGEST) {
      return null;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && "._-:/@".indexOf(c) < 0) {
        return null;
      }
    }
    for (String segment : name.split("/", -1)) {
      if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
        return null;
      }
    }
    return name;
  }
}
