package dev.byok.http.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.List;
import java.util.Locale;

/** Delimits a response's body by its framing (RFC 9112, section 6.3). */
final class Body {
  private Body() {}

  static InputStream of(ResponseHead head, InputStream in) throws IOException {
    if (head.status() == 204 || head.status() == 304) {
      return InputStream.nullInputStream();
    }
    String coding = coding(head);
    if (coding.equals("chunked") || coding.equals("chunked,chunked")) {
      // Some proxies name the coding twice; the body is chunked once.
      return new ChunkedInput(in);
    }
    if (!coding.isEmpty() && !coding.equals("identity")) {
      throw new ProtocolException("an unknown transfer encoding");
    }
    List<String> lengths = head.all("Content-Length");
    if (lengths.isEmpty()) {
      return in;
    }
    for (String length : lengths) {
      if (!length.equals(lengths.getFirst())) {
        throw new ProtocolException("contradicting lengths");
      }
    }
    return new Sized(in, length(lengths.getFirst()));
  }

  private static String coding(ResponseHead head) {
    List<String> codings = head.all("Transfer-Encoding");
    return String.join(",", codings).toLowerCase(Locale.ROOT).replace(" ", "");
  }

  /** Whether the head tells where the body ends, so that another answer can follow it. */
  static boolean isFramed(ResponseHead head) {
    boolean isChunked = coding(head).contains("chunked");
    boolean isSized = head.first("Content-Length").isPresent();
    // Who sends both may count differently from byok (RFC 9112, section 6.3).
    return head.status() == 204 || head.status() == 304 || isChunked != isSized;
  }

  private static long length(String text) throws ProtocolException {
    boolean digits = !text.isEmpty();
    for (int i = 0; i < text.length(); i++) {
      digits &= text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    try {
      if (digits) {
        return Long.parseLong(text);
      }
    } catch (NumberFormatException tooLong) {
      throw malformedLength();
    }
    throw malformedLength();
  }

  private static ProtocolException malformedLength() {
    return new ProtocolException("a malformed length");
  }

  /** Reads exactly as many bytes as were announced; fewer are an error. */
  private static final class Sized extends InputStream {
    private final InputStream in;
    private long left;

    Sized(InputStream in, long length) {
      this.in = in;
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int read = in.read(buffer, offset, (int) Math.min(length, left));
      if (read < 0) {
        throw new EOFException("the answer broke off " + left + " bytes before its end");
      }
      left -= read;
      return read;
    }
  }
}
