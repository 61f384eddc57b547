package dev.byok.serve;

import dev.byok.exchange.Ending;
import org.jspecify.annotations.Nullable;

/** Learns of each request that a gateway has answered. Called from many threads. */
public interface RequestLog {
  /** A log that keeps nothing. */
  RequestLog NONE = request -> {};

  /**
   * One request.
   *
   * @param client who asked; null if the token was wrong or not asked for
   * @param method as it was sent
   * @param path without the query
   * @param status of the answer; 0 if the program left before there was one
   * @param code why byok refused it; null if it did not
   * @param ending how the provider's part ended; null if nothing was sent
   */
  record Answered(
      @Nullable String client,
      String method,
      String path,
      int status,
      @Nullable String code,
      @Nullable Ending ending) {}

  void answered(Answered request);
}
