package dev.byok.client;

import dev.byok.conversation.Delta;
import org.jspecify.annotations.Nullable;

/** An answer on its way. Closing it ends the request, from any thread. */
public interface Answer extends AutoCloseable {
  /**
   * The next piece, in the order they come; null at the end of a complete answer.
   *
   * @throws dev.byok.failure.Failure when the answer breaks off, or the provider reports a failure
   *     in it
   */
  @Nullable Delta next();

  /** How many requests it took. */
  int attempts();

  @Override
  void close();
}
