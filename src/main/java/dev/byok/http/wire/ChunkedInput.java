package dev.byok.http.wire;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Reads a chunked body (RFC 9112, section 7.1). An end without the last chunk is an error. */
final class ChunkedInput extends InputStream {
  private static final int MOST_DIGITS = 15;
  private static final int LONGEST_LINE = 8192;

  private final InputStream in;
  private long left;
  private boolean started;
  private boolean ended;

  ChunkedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(buffer, offset, (int) Math.min(length, left));
    if (read < 0) {
      throw cut();
    }
    left -= read;
    return read;
  }

  private void nextChunk() throws IOException {
    if (started && !line().isEmpty()) {
      throw new ProtocolException("a malformed chunk");
    }
    started = true;
    left = size(line());
    if (left == 0) {
      // Trailers are dropped, but read so that a cut among them is noticed.
      int trailers = 0;
      while (!line().isEmpty()) {
        trailers++;
        if (trailers > 100) {
          throw new ProtocolException("more than 100 trailers");
        }
      }
      ended = true;
    }
  }

  private static long size(String line) throws ProtocolException {
    long size = 0;
    int digits = 0;
    for (; digits < line.length(); digits++) {
      int digit = Character.digit(line.charAt(digits), 16);
      if (digit < 0) {
        break;
      }
      size = size * 16 + digit;
      if (digits >= MOST_DIGITS) {
        throw new ProtocolException("a malformed chunk size");
      }
    }
    boolean extended =
        digits < line.length() && (line.charAt(digits) == ';' || line.charAt(digits) == ' ');
    if (digits == 0 || (digits < line.length() && !extended)) {
      throw new ProtocolException("a malformed chunk size");
    }
    return size;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(16);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw cut();
      }
      if (line.length() >= LONGEST_LINE) {
        throw new ProtocolException("a malformed chunk size");
      }
      line.append((char) c);
    }
    int end = line.length();
    return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
  }

  private static EOFException cut() {
    return new EOFException("the answer broke off before its last chunk");
  }
}
