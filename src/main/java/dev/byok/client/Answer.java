package dev.byok.client;

import dev.byok.conversation.Delta;
import org.jspecify.annotations.Nullable;

/** An answer that is still arriving. Closing it, from any thread, ends the request. */
public interface Answer extends AutoCloseable {
  /**
   * Returns the next piece, in order of arrival, or null at the end of a complete answer.
   *
   * @throws dev.byok.failure.Failure if the answer breaks off, or the provider reports a failure in
   *     it
   */
  @Nullable Delta next();

  /** How many requests the answer took. */
  int attempts();

  @Override
  void close();
}
