package dev.byok.http.wire;

import dev.byok.http.IdleTimeoutException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Turns a socket's time-out into an {@link IdleTimeoutException}. */
final class IdleInput extends FilterInputStream {
  private final Duration silence;

  IdleInput(InputStream in, Duration silence) {
    super(in);
    this.silence = silence;
  }

  @Override
  public int read() throws IOException {
    try {
      return super.read();
    } catch (SocketTimeoutException silent) {
      throw new IdleTimeoutException(silence);
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return super.read(buffer, offset, length);
    } catch (SocketTimeoutException silent) {
      throw new IdleTimeoutException(silence);
    }
  }
}
