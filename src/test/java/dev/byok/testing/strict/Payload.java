package dev.byok.testing.strict;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;

/** Checks and describes a file inside a request. */
final class Payload {
  private Payload() {}

  /** Returns whether the text is base64 of bytes that begin like a file of that type. */
  static boolean fits(String mediaType, String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException broken) {
      return false;
    }
    String start = new String(bytes, StandardCharsets.ISO_8859_1);
    return switch (mediaType) {
      case "image/png" -> start.startsWith("\u0089PNG\r\n\u001a\n");
      case "image/jpeg" -> start.startsWith("\u00ff\u00d8\u00ff");
      case "image/gif" -> start.startsWith("GIF8");
      case "image/webp" -> start.startsWith("RIFF") && start.startsWith("WEBP", 8);
      case "application/pdf" -> start.startsWith("%PDF-");
      default -> false;
    };
  }

  /** Accepts {@code data:image/png;base64,…} whose type matches the pattern and fits the bytes. */
  static Shape dataUrl(String typePattern) {
    return (at, value) -> {
      if (!(value instanceof String url)) {
        return Shapes.wrongType(at, "a string", value);
      }
      int comma = url.indexOf(";base64,");
      boolean right =
          url.startsWith("data:")
              && comma > 0
              && url.substring(5, comma).matches(typePattern)
              && fits(url.substring(5, comma), url.substring(comma + 8));
      return right
          ? null
          : new Violation(Violation.Kind.WRONG_VALUE, at, "is no data URL of " + typePattern, null);
    };
  }

  /** Describes a file as the player's answer does: type, size and a checksum of the bytes. */
  public static String described(String mediaType, String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    CRC32 sum = new CRC32();
    sum.update(bytes);
    return mediaType + " " + bytes.length + " bytes " + Long.toHexString(sum.getValue());
  }

  static String described(String dataUrl) {
    int comma = dataUrl.indexOf(";base64,");
    return described(dataUrl.substring(5, comma), dataUrl.substring(comma + 8));
  }
}
