package dev.byok.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Checks that bytes are UTF-8, which the parser does not do for what it skips. */
final class Utf8 {
  private static final int START = 4;

  private Utf8() {}

  /**
   * Returns the same bytes.
   *
   * @throws JsonSyntaxException if they are not UTF-8, or begin in a way that means another
   *     encoding: a byte order mark, or a zero byte
   */
  static byte[] checked(byte[] bytes) throws JsonSyntaxException {
    for (int i = 0; i < Math.min(START, bytes.length); i++) {
      if (bytes[i] == 0) {
        throw notUtf8(bytes, i);
      }
    }
    if (bytes.length > 0 && bytes[0] == (byte) 0xEF) {
      throw notUtf8(bytes, 0);
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(8192);
    CoderResult result = decoder.decode(in, out.clear(), true);
    while (result.isOverflow()) {
      result = decoder.decode(in, out.clear(), true);
    }
    if (result.isError()) {
      throw notUtf8(bytes, in.position());
    }
    return bytes;
  }

  private static JsonSyntaxException notUtf8(byte[] bytes, int at) {
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (bytes[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    return new JsonSyntaxException("not UTF-8", line, at - start + 1);
  }
}
