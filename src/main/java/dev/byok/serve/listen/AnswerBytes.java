package dev.byok.serve.listen;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Bytes of an answer that go out together. */
final class AnswerBytes {
  private static final int FIRST = 512;

  private byte[] bytes = new byte[FIRST];
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Returns all bytes, and forgets them: the next ones overwrite them. */
  ByteBuffer taken() {
    ByteBuffer taken = ByteBuffer.wrap(bytes, 0, count);
    count = 0;
    return taken;
  }

  void add(byte[] more, int from, int length) {
    room(length);
    System.arraycopy(more, from, bytes, count, length);
    count += length;
  }

  /** Adds what byok itself says, in ASCII. */
  void add(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      bytes[count] = (byte) text.charAt(i);
      count++;
    }
  }

  /** Adds the size of a chunk. */
  void addSize(int size) {
    add(Integer.toHexString(size));
    add("\r\n");
  }

  /**
   * Adds a field that somebody else has made. A name that is none is left out with its value; a
   * character that could end the value or the head becomes a space.
   */
  void addField(String name, String value) {
    for (int i = 0; i < name.length(); i++) {
      if (!HeadParser.isTokenCharacter(name.charAt(i))) {
        return;
      }
    }
    if (name.isEmpty()) {
      return;
    }
    add(name);
    add(": ");
    room(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      bytes[count] = (byte) ((c < ' ' && c != '\t') || c == 0x7f || c > 0xff ? ' ' : c);
      count++;
    }
    add("\r\n");
  }

  private void room(int more) {
    if (bytes.length - count < more) {
      bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, count + more));
    }
  }
}
