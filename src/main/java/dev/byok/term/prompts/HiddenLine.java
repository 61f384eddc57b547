package dev.byok.term.prompts;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Collects hidden input byte by byte from a terminal whose line editing is off, so that no system
 * limit cuts a long key. A line ends with Enter. A JSON object, if allowed, may have line breaks
 * and ends with the Enter after its last bracket. Line breaks in a paste that the terminal marks
 * (bracketed paste) do not end the input.
 */
final class HiddenLine {
  static final int LONGEST = 64 * 1024;

  private static final int ESCAPE = 0x1b;
  private static final int DELETE = 0x7f;
  private static final int BACKSPACE = 0x08;
  private static final int CTRL_BACKSLASH = 0x1c;
  private static final int CTRL_D = 0x04;
  private static final int CTRL_U = 0x15;
  private static final String PASTE_BEGINS = "[200~";
  private static final String PASTE_ENDS = "[201~";

  private final boolean jsonAllowed;
  private byte[] bytes = new byte[256];
  private int length;
  private final StringBuilder sequence = new StringBuilder();
  private boolean inSequence;
  private boolean inPaste;
  private boolean afterCarriageReturn;
  private boolean ended;
  private boolean tooLong;
  private boolean more;
  private boolean interrupted;

  /**
   * @param jsonAllowed whether a JSON object may have several lines
   */
  HiddenLine(boolean jsonAllowed) {
    this.jsonAllowed = jsonAllowed;
  }

  /** Adds input. After the end, it only notes whether there was more. */
  void feed(byte[] from, int count) {
    for (int i = 0; i < count; i++) {
      int next = from[i] & 0xff;
      take(next);
    }
  }

  private void take(int next) {
    boolean secondOfPair = afterCarriageReturn && next == '\n';
    afterCarriageReturn = next == '\r';
    if (secondOfPair) {
      return;
    }
    if (inSequence) {
      inSequence(next);
    } else if (next == ESCAPE) {
      inSequence = true;
      sequence.setLength(0);
    } else if (ended) {
      more |= next > ' ';
    } else if (inPaste) {
      append(next == '\r' ? '\n' : next);
    } else {
      key(next);
    }
  }

  /** Reads an escape sequence. Only the marks of a paste matter; cursor keys do nothing here. */
  private void inSequence(int next) {
    boolean begins = sequence.isEmpty();
    if (begins && next != '[' && next != 'O') {
      inSequence = false;
      take(next);
      return;
    }
    sequence.append((char) next);
    if (!begins && next >= '@' && next <= '~') {
      inSequence = false;
      inPaste = sequence.toString().equals(PASTE_BEGINS) || (inPaste && !isPasteEnd());
    }
  }

  private boolean isPasteEnd() {
    return sequence.toString().equals(PASTE_ENDS);
  }

  private void key(int next) {
    switch (next) {
      case '\r', '\n' -> enter();
      case DELETE, BACKSPACE -> erase();
      case CTRL_U -> length = 0;
      case CTRL_D -> ended = true;
      case CTRL_BACKSLASH -> {
        interrupted = true;
        ended = true;
      }
      default -> append(next);
    }
  }

  private void enter() {
    if (jsonAllowed && begins() == '{' && !isWholeObject() && !tooLong) {
      append('\n');
    } else {
      ended = true;
    }
  }

  /** Erases one character. All but the first of its UTF-8 bytes begin with the bits 10. */
  private void erase() {
    do {
      length = Math.max(0, length - 1);
    } while (length > 0 && (bytes[length] & 0xc0) == 0x80);
  }

  private void append(int next) {
    if (length == LONGEST) {
      tooLong = true;
      return;
    }
    if (length == bytes.length) {
      byte[] smaller = bytes;
      bytes = Arrays.copyOf(smaller, length * 2);
      Arrays.fill(smaller, (byte) 0);
    }
    bytes[length++] = (byte) next;
  }

  private int begins() {
    int at = 0;
    while (at < length && bytes[at] <= ' ' && bytes[at] >= 0) {
      at++;
    }
    return at < length ? bytes[at] : -1;
  }

  private boolean isWholeObject() {
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < length; i++) {
      byte next = bytes[i];
      if (inText && next == '\\') {
        i++;
      } else if (next == '"') {
        inText = !inText;
      } else if (!inText && (next == '{' || next == '}')) {
        depth += next == '{' ? 1 : -1;
        if (depth == 0) {
          return true;
        }
      }
    }
    return false;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Whether Ctrl-\ was typed. It arrives as a character if the terminal sends no signal for it. */
  boolean isInterrupted() {
    return interrupted;
  }

  boolean isTooLong() {
    return tooLong;
  }

  /** Whether there are several lines and it is not an allowed JSON object. */
  boolean hasSeveralLines() {
    return more || (text().indexOf('\n') >= 0 && !(jsonAllowed && begins() == '{'));
  }

  /** Returns the text without line breaks at its end, which a paste often includes. */
  String text() {
    int end = length;
    while (end > 0 && bytes[end - 1] == '\n') {
      end--;
    }
    return new String(bytes, 0, end, StandardCharsets.UTF_8);
  }

  /** Overwrites the collected bytes. */
  void clear() {
    Arrays.fill(bytes, (byte) 0);
    length = 0;
  }
}
