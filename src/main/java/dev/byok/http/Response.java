package dev.byok.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * The answer to one request, open until closed. Closing it, from any thread, cancels the request.
 */
public interface Response extends Closeable {
  int status();

  /** Returns the first value of a header, by its name in any case. */
  Optional<String> header(String name);

  /** Returns all headers in their order, names and values as they came. */
  List<Header.Plain> fields();

  /**
   * Returns the body as it arrives. A read fails with {@link IdleTimeoutException} after a silence,
   * and with another {@link IOException} if the connection breaks before the announced length or
   * the last chunk.
   */
  InputStream body() throws IOException;
}
