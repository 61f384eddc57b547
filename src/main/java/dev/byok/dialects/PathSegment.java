package dev.byok.dialects;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Encodes a user's word, such as a model's name, for a path. */
public final class PathSegment {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private PathSegment() {}

  /** Returns the word as one segment, with all but RFC 3986's unreserved characters encoded. */
  public static String encode(String word) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : word.getBytes(StandardCharsets.UTF_8)) {
      if (isUnreserved((char) octet)) {
        encoded.append((char) octet);
      } else {
        encoded.append('%').append(HEX.toHexDigits(octet));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char letter) {
    return (letter >= 'a' && letter <= 'z')
        || (letter >= 'A' && letter <= 'Z')
        || (letter >= '0' && letter <= '9')
        || "-._~".indexOf(letter) >= 0;
  }
}
