package dev.byok.ledger;

import dev.byok.json.Json;
import java.nio.charset.StandardCharsets;

/** The bytes of an entry's line. */
final class EntryLine {
  private EntryLine() {}

  /**
   * In UTF-8, which has no form for half of a surrogate pair, as a text cut by length leaves it: an
   * escape keeps it, where it would have become a question mark. In names of tags it becomes one:
   * the parser takes no such escape there.
   */
  static byte[] of(Entry entry) {
    String json = Json.write(entry.toJson());
    for (String name : entry.tags().keySet()) {
      if (hasHalf(name)) {
        return json.getBytes(StandardCharsets.UTF_8);
      }
    }
    return escaped(json).getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String json) {
    if (!hasHalf(json)) {
      return json;
    }
    StringBuilder escaped = new StringBuilder(json.length() + 16);
    for (int at = 0; at < json.length(); at++) {
      char one = json.charAt(at);
      if (isHalf(json, at)) {
        escaped.append("\\u").append(Integer.toHexString(one));
      } else {
        escaped.append(one);
      }
    }
    return escaped.toString();
  }

  private static boolean hasHalf(String text) {
    for (int at = 0; at < text.length(); at++) {
      if (isHalf(text, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(String text, int at) {
    return Character.isSurrogate(text.charAt(at)) && !isInAPair(text, at);
  }

  private static boolean isInAPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
        : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
  }
}
