package dev.byok.serve.listen;

import dev.byok.serve.listen.Incoming.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's head, and what it says about the body and the connection.
 *
 * @param length of the body; {@link #CHUNKED} if it comes in chunks
 * @param expects whether the client waits for leave to send the body
 * @param closes whether the connection ends with the answer
 * @param old whether the client speaks HTTP/1.0
 */
record ReceivedHead(
    String method,
    String target,
    List<Field> fields,
    long length,
    boolean expects,
    boolean closes,
    boolean old) {
  static final long CHUNKED = -1;

  private static final int MOST_DIGITS = 18;

  /** Leaves out everything that may be a credential. */
  @Override
  public String toString() {
    return method;
  }

  /** Judges a head that was read. */
  static ReceivedHead of(String method, String target, boolean old, List<Field> fields)
      throws RequestException {
    String length = null;
    String coding = null;
    boolean expects = false;
    boolean closes = old;
    for (Field field : fields) {
      String name = field.name();
      if (name.equalsIgnoreCase("Content-Length")) {
        length = alone(length, field.value(), "Content-Length");
      } else if (name.equalsIgnoreCase("Transfer-Encoding")) {
        coding = alone(coding, field.value(), "Transfer-Encoding");
      } else if (name.equalsIgnoreCase("Expect")) {
        expects |= field.value().equalsIgnoreCase("100-continue") && !old;
      } else if (name.equalsIgnoreCase("Connection")) {
        closes |= has(field.value(), "close");
      }
    }
    long bytes = coding == null ? length(length) : chunked(coding, length, old);
    return new ReceivedHead(
        method, target, List.copyOf(fields), bytes, expects && bytes != 0, closes, old);
  }

  @Nullable String first(String name) {
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        return field.value();
      }
    }
    return null;
  }

  /**
   * Whether a list in a field has this word, in any case, alone or in front of a slash and a
   * version.
   */
  static boolean has(String list, String word) {
    for (String each : list.split(",", -1)) {
      String item = each.strip();
      int slash = item.indexOf('/');
      if ((slash < 0 ? item : item.substring(0, slash)).equalsIgnoreCase(word)) {
        return true;
      }
    }
    return false;
  }

  /** Two fields of these names could be read in two ways, even where they agree. */
  private static String alone(@Nullable String former, String value, String name)
      throws RequestException {
    if (former != null) {
      throw RequestException.malformed(name + " is there twice");
    }
    return value;
  }

  private static long chunked(String coding, @Nullable String length, boolean old)
      throws RequestException {
    if (length != null || old) {
      throw RequestException.malformed(
          "Transfer-Encoding cannot be with Content-Length or in HTTP/1.0");
    }
    if (!coding.equalsIgnoreCase("chunked")) {
      throw RequestException.malformed("the only Transfer-Encoding that byok reads is chunked");
    }
    return CHUNKED;
  }

  private static long length(@Nullable String text) throws RequestException {
    if (text == null) {
      return 0;
    }
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw RequestException.malformed("Content-Length is not a number");
      }
    }
    if (text.isEmpty()) {
      throw RequestException.malformed("Content-Length is not a number");
    }
    return text.length() > MOST_DIGITS ? Long.MAX_VALUE : Long.parseLong(text);
  }
}
