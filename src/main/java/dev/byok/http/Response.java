package dev.byok.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * The answer to one request, open until closed. Closing it is how a request is cancelled, from any
 * thread.
 */
public interface Response extends Closeable {
  int status();

  /** The first value of a header, by its name in any case. */
  Optional<String> header(String name);

  /**
   * The body as it arrives. A read fails with {@link IdleTimeoutException} after a silence, and
   * with another {@link IOException} when the connection breaks before the body is complete: its
   * length, or its last chunk, is missing.
   */
  InputStream body() throws IOException;
}
