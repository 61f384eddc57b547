package dev.byok.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A JSON body on its way. Providers send blanks while a model is at work, so of each run of them
 * outside of a text one is kept: however many come, they need no room.
 */
final class WholeBody {
  private final int most;
  private final ByteArrayOutputStream kept = new ByteArrayOutputStream(1024);
  private boolean inText;
  private boolean escaped;
  private boolean afterBlank;
  private int depth;
  private boolean complete;

  /**
   * @param most the most bytes that are kept
   */
  WholeBody(int most) {
    this.most = most;
  }

  /**
   * Takes more of it; true when something of it is kept, and not all of it blank.
   *
   * @throws AnswerBounds.Met when it is too long
   */
  boolean add(byte[] bytes, int start, int end) throws IOException {
    boolean anything = false;
    int from = start;
    for (int i = start; i < end; i++) {
      byte next = bytes[i];
      boolean blank = !inText && (next == ' ' || next == '\n' || next == '\r' || next == '\t');
      if (blank && afterBlank) {
        if (from < i) {
          kept.write(bytes, from, i - from);
        }
        from = i + 1;
      }
      anything |= !blank;
      afterBlank = blank;
      follow(next);
    }
    kept.write(bytes, from, end - from);
    if (kept.size() > most) {
      throw new AnswerBounds.Met(
          "its body is longer than " + AnswerBounds.mebibytes(most) + ", the most that fits");
    }
    return anything;
  }

  /** Whether a whole JSON value is there, and nothing behind it but blanks. */
  boolean isComplete() {
    return complete;
  }

  @Override
  public String toString() {
    return kept.toString(StandardCharsets.UTF_8);
  }

  private void follow(byte next) {
    if (inText) {
      inText = escaped || next != '"';
      escaped = !escaped && next == '\\';
      return;
    }
    switch (next) {
      case '"' -> inText = true;
      case '{', '[' -> {
        depth++;
        complete = false;
      }
      case '}', ']' -> {
        depth--;
        complete = depth == 0;
      }
      case ' ', '\n', '\r', '\t' -> {}
      default -> complete = false;
    }
  }
}
