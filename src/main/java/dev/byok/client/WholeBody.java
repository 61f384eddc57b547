package dev.byok.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Collects a JSON body. Providers send blanks while a model is at work, so each run of blanks
 * outside of a string is kept as one: they need no memory, however many come.
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
   * Adds more of the body. Returns true if some of it was kept and is not all blank.
   *
   * @throws AnswerBounds.Met if the body is too long
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
          "its body is longer than " + AnswerBounds.mebibytes(most) + ", which is all that fits");
    }
    return anything;
  }

  /** Whether a complete JSON value has arrived, followed by blanks at most. */
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
