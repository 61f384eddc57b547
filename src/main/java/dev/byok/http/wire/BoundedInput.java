package dev.byok.http.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that fails if it is longer than a limit, so that it cannot use up the memory. */
public final class BoundedInput extends FilterInputStream {
  private final long limit;
  private long left;

  /**
   * @param limit the most bytes that may be read, inclusive
   */
  public BoundedInput(InputStream in, long limit) {
    super(in);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    // Asks for one byte more than is left: exceeding the limit is noticed, reaching it is allowed.
    int wanted = (int) Math.min(length, left + 1);
    int read = super.read(buffer, offset, wanted);
    if (read > 0) {
      count(read);
    }
    return read;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(Math.min(bytes, left + 1));
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void count(long read) throws IOException {
    left -= read;
    if (left < 0) {
      throw new IOException("the answer is longer than " + limit + " bytes");
    }
  }
}
