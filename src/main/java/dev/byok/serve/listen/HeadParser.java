package dev.byok.serve.listen;

import dev.byok.serve.listen.Incoming.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a request's head, line by line as it comes, and by the letter of RFC 9112: whatever two
 * readers could understand differently is refused.
 */
final class HeadParser {
  private static final int MOST_EMPTY_LINES = 2;

  private final Ceilings limits;
  private final List<Field> fields = new ArrayList<>(16);
  private String method = "";
  private String target = "";
  private boolean old;
  private int taken;
  private int scanned;
  private int emptyLines;
  private boolean whole;

  HeadParser(Ceilings limits) {
    this.limits = limits;
  }

  /** Whether the empty line at the end has come. */
  boolean isWhole() {
    return whole;
  }

  /**
   * Takes the lines that are complete.
   *
   * @param bytes begins, at {@code from}, where the lines taken so far end
   * @return how many bytes were taken
   */
  int take(byte[] bytes, int from, int to) throws RequestException {
    int line = from;
    for (int at = from + scanned; at < to && !whole; at++) {
      if (endsLine(bytes, line, at)) {
        taken += at + 1 - line;
        requireSize(taken);
        line(bytes, line, at - 1);
        line = at + 1;
      }
    }
    scanned = to - line;
    if (!whole) {
      requireSize(taken + scanned);
    }
    return line - from;
  }

  /** Returns the head, once it is whole. */
  ReceivedHead head() throws RequestException {
    return ReceivedHead.of(method, target, old, fields);
  }

  private void requireSize(int size) throws RequestException {
    if (size > limits.headBytes()) {
      throw new RequestException(431, "the head is longer than " + limits.headBytes() + " bytes");
    }
  }

  /** Whether the line that begins at {@code start} ends here, as only CR LF can end it. */
  private static boolean endsLine(byte[] bytes, int start, int at) throws RequestException {
    byte here = bytes[at];
    boolean afterReturn = at > start && bytes[at - 1] == '\r';
    if (afterReturn != (here == '\n')) {
      throw RequestException.malformed("a line of the head does not end with CR LF");
    }
    boolean control = (here >= 0 && here < ' ') || here == 0x7f;
    if (control && here != '\r' && here != '\n' && here != '\t') {
      throw RequestException.malformed("the head has a control character");
    }
    return here == '\n';
  }

  private void line(byte[] bytes, int start, int end) throws RequestException {
    if (method.isEmpty()) {
      if (start < end) {
        requestLine(bytes, start, end);
        return;
      }
      // Some clients send an empty line after a body.
      emptyLines++;
      if (emptyLines > MOST_EMPTY_LINES) {
        throw RequestException.malformed("the request begins with empty lines");
      }
    } else if (start == end) {
      whole = true;
    } else {
      fieldLine(bytes, start, end);
    }
  }

  private void requestLine(byte[] bytes, int start, int end) throws RequestException {
    int first = tokenEnd(bytes, start, end);
    int second = first + 1;
    while (second < end && bytes[second] > ' ' && bytes[second] != '#') {
      second++;
    }
    if (first == start || first == end || bytes[first] != ' ') {
      throw RequestException.malformed("the request line is malformed");
    }
    if (second >= end || bytes[second] != ' ') {
      throw RequestException.malformed("the request line is malformed");
    }
    String version = text(bytes, second + 1, end);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw RequestException.malformed("byok speaks HTTP/1.1");
    }
    old = version.endsWith("0");
    method = text(bytes, start, first);
    target = text(bytes, first + 1, second);
    boolean any = target.equals("*") && method.equals("OPTIONS");
    if (!target.startsWith("/") && !any) {
      throw RequestException.malformed("the target of the request is not a path");
    }
  }

  private void fieldLine(byte[] bytes, int start, int end) throws RequestException {
    if (fields.size() == limits.fields()) {
      throw new RequestException(431, "the head has more than " + limits.fields() + " fields");
    }
    fields.add(field(bytes, start, end));
  }

  /** Reads {@code name: value}. A line that begins with a space would continue the one before. */
  static Field field(byte[] bytes, int start, int end) throws RequestException {
    int colon = tokenEnd(bytes, start, end);
    if (colon == start || colon == end || bytes[colon] != ':') {
      throw RequestException.malformed("a header field is malformed");
    }
    int from = colon + 1;
    int to = end;
    while (from < to && isSpace(bytes[from])) {
      from++;
    }
    while (from < to && isSpace(bytes[to - 1])) {
      to--;
    }
    return new Field(text(bytes, start, colon), text(bytes, from, to));
  }

  private static int tokenEnd(byte[] bytes, int start, int end) {
    int at = start;
    while (at < end && isTokenCharacter(bytes[at])) {
      at++;
    }
    return at;
  }

  /** Whether names and methods may have this character (RFC 9110, section 5.6.2). */
  static boolean isTokenCharacter(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || (c > ' ' && c < 0x7f && "!#$%&'*+-.^_`|~".indexOf(c) >= 0);
  }

  private static boolean isSpace(byte c) {
    return c == ' ' || c == '\t';
  }

  private static String text(byte[] bytes, int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }
}
