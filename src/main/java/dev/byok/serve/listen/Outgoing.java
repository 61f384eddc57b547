package dev.byok.serve.listen;

import java.io.IOException;
import java.util.List;

/**
 * The answer to one request. Its head and body are written by one thread; any thread may call
 * {@link #cut}.
 */
public interface Outgoing {
  /**
   * Has this called once, on another thread, as soon as the client closes or breaks its connection
   * before it has the whole answer, also while nothing is written. A client that says that it sends
   * no more counts as one that leaves. It is watched from the moment when its body was read or the
   * answer has begun.
   */
  void onGone(Runnable gone);

  /**
   * Begins the answer. Fields that frame it or belong to the connection are the listener's own, and
   * left out of those given. A head whose body has a length goes out with the first bytes of it,
   * any other at once.
   *
   * @param length of the body in bytes; negative if it is not known
   */
  void head(int status, List<Incoming.Field> fields, long length) throws IOException;

  /** Sends a piece of the body, at once. After {@code HEAD} nothing is sent. */
  void write(byte[] bytes, int from, int count) throws IOException;

  /** Ends the body well. */
  void end() throws IOException;

  /** Breaks the connection, so that the client sees a broken answer; no effect on a whole one. */
  void cut();

  /** Closes the connection after this answer. Has to be called before the head. */
  void closeAfter();
}
