package dev.byok.client;

/**
 * Takes the elements of all arrays out of a JSON text that comes piece by piece. An embedding is an
 * array of thousands of numbers, and what byok reads is beside it.
 */
final class ShortArrays {
  private byte[] kept = new byte[0];
  private int length;
  private int depth;
  private boolean inText;
  private boolean escaped;

  /** Takes the first {@code count} bytes of an array, which come next. */
  void feed(byte[] bytes, int count) {
    kept = kept.length < count ? new byte[count] : kept;
    length = 0;
    for (int i = 0; i < count; i++) {
      byte next = bytes[i];
      if (!inText && next == ']' && depth > 0) {
        depth--;
      }
      if (depth == 0) {
        kept[length++] = next;
      }
      if (!inText && next == '[') {
        depth++;
      }
      follow(next);
    }
  }

  /** What is left of the last piece: the first {@link #length} bytes. */
  byte[] bytes() {
    return kept;
  }

  int length() {
    return length;
  }

  private void follow(byte next) {
    if (inText) {
      inText = escaped || next != '"';
      escaped = !escaped && next == '\\';
    } else {
      inText = next == '"';
    }
  }
}
