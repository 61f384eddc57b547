package dev.byok.serve.listen;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Reads the framing of a chunked body (RFC 9112, section 7.1), by the letter. */
final class ChunkReader {
  private static final int MOST_DIGITS = 15;

  /** How long one line may be, and all trailers together. */
  private static final int LONGEST = 4096;

  /** What a chunk's size and its line breaks take at the most, however small the chunks are. */
  private static final int USUAL_FRAME = MOST_DIGITS + 4;

  /** Extensions mean nothing here; a client could send them without end, chunk by chunk. */
  private static final int MOST_UNUSUAL = 16 * 1024;

  private final InputStream in;
  private final byte[] line = new byte[LONGEST];
  private boolean started;
  private int unusual;

  /** Makes a reader of a body whose first byte comes next. */
  ChunkReader(InputStream in) {
    this.in = in;
  }

  /**
   * Reads up to the data of the next chunk, of which the caller has to read every byte.
   *
   * @return its size, or 0 after the whole body
   */
  long next() throws IOException {
    if (started && line() != 0) {
      throw RequestException.malformed("a chunk is not as long as it says");
    }
    started = true;
    int length = line();
    long size = size(length);
    unusual += Math.max(0, length - USUAL_FRAME);
    if (unusual > MOST_UNUSUAL) {
      throw RequestException.malformed("the chunk extensions are too long");
    }
    if (size == 0) {
      trailers();
    }
    return size;
  }

  private void trailers() throws IOException {
    int bytes = 0;
    for (int length = line(); length > 0; length = line()) {
      bytes += length;
      if (bytes > LONGEST) {
        throw RequestException.malformed("the trailers are too long");
      }
      HeadParser.field(line, 0, length);
    }
  }

  /** Reads hexadecimal digits, which an extension may follow. */
  private long size(int length) throws RequestException {
    long size = 0;
    int at = 0;
    while (at < length && at <= MOST_DIGITS && Character.digit(line[at], 16) >= 0) {
      size = size * 16 + Character.digit(line[at], 16);
      at++;
    }
    if (at == 0 || at > MOST_DIGITS || (at < length && line[at] != ';')) {
      throw RequestException.malformed("a chunk size is malformed");
    }
    return size;
  }

  /** Reads a line up to CR LF and returns its length. */
  private int line() throws IOException {
    int length = 0;
    for (int c = in.read(); c != '\r'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the client left before its body was whole");
      }
      boolean control = (c < ' ' && c != '\t') || c == 0x7f;
      if (control || length == LONGEST) {
        throw RequestException.malformed("a line between chunks is malformed");
      }
      line[length] = (byte) c;
      length++;
    }
    int end = in.read();
    if (end < 0) {
      throw new EOFException("the client left before its body was whole");
    }
    if (end != '\n') {
      throw RequestException.malformed("a line between chunks does not end with CR LF");
    }
    return length;
  }
}
