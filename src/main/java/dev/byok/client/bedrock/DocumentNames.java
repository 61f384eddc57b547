package dev.byok.client.bedrock;

import java.util.HashSet;
import java.util.Set;

/**
 * Makes names for the documents of one request. Bedrock allows only letters, digits, single spaces,
 * hyphens and brackets, and no name twice.
 */
final class DocumentNames {
  private static final int LONGEST = 200;

  private final Set<String> taken = new HashSet<>();

  /** A name like the file's own, without its extension. */
  String next(String file) {
    int dot = file.lastIndexOf('.');
    String name = cleaned(dot > 0 ? file.substring(0, dot) : file);
    String free = name;
    for (int i = 2; !taken.add(free); i++) {
      free = name + " (" + i + ")";
    }
    return free;
  }

  private static String cleaned(String name) {
    StringBuilder cleaned = new StringBuilder();
    for (int i = 0; i < name.length() && cleaned.length() < LONGEST; i++) {
      char c = name.charAt(i);
      boolean allowed =
          (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || (c >= '0' && c <= '9')
              || "-()[]".indexOf(c) >= 0;
      boolean afterSpace = cleaned.isEmpty() || cleaned.charAt(cleaned.length() - 1) == ' ';
      if (allowed) {
        cleaned.append(c);
      } else if (!afterSpace) {
        cleaned.append(' ');
      }
    }
    String result = cleaned.toString().strip();
    return result.isEmpty() ? "document" : result;
  }
}
