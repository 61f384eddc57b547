package dev.byok.client;

import dev.byok.http.Header;
import java.io.IOException;
import java.util.List;

/**
 * Takes a provider's answer as it came, on the thread that waits for it. Each method may throw when
 * the program that asked has gone, which ends the request.
 */
public interface Receiver {
  /**
   * Takes status and headers, which come first and once.
   *
   * @param fields without those that say how the body is delimited
   * @param length of the body in bytes; -1 if it is unknown
   */
  void head(int status, List<Header.Plain> fields, long length) throws IOException;

  /** Takes more of the body. The array will be used again. */
  void bytes(byte[] bytes, int from, int count) throws IOException;

  /**
   * Takes the end of a whole body. If this is not called, the body was cut, and whoever gets it
   * must see that it was cut.
   */
  void end() throws IOException;
}
