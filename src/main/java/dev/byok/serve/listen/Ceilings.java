package dev.byok.serve.listen;

import java.time.Duration;

/**
 * What clients may take of the listener.
 *
 * @param connections at once; one more is answered 503
 * @param headBytes the most bytes of a request's head, and {@code fields} the most header fields
 * @param bodyBytes the most bytes of one body
 * @param allBodyBytes the most bytes of all bodies together; one that is larger waits until it is
 *     alone
 * @param head how long a head may take, from the connection's start or the head's first byte
 * @param silence how long a body may pause, and {@code body} how long it may take altogether
 * @param turn how long a body may wait until others have left it room
 * @param idle how long a connection may wait for its next request
 * @param stall how long a client may read nothing of an answer
 * @param farewell how long a connection is kept after the last answer, for the client to read it
 */
public record Ceilings(
    int connections,
    int headBytes,
    int fields,
    int bodyBytes,
    long allBodyBytes,
    Duration head,
    Duration silence,
    Duration body,
    Duration turn,
    Duration idle,
    Duration stall,
    Duration farewell) {
  /** An eighth of the heap: bodies are kept until their requests are answered. */
  private static final int PART_OF_HEAP = 8;

  /** Returns the limits of the gateway. */
  public static Ceilings usual() {
    return new Ceilings(
        1000,
        64 * 1024,
        200,
        64 * 1024 * 1024,
        Runtime.getRuntime().maxMemory() / PART_OF_HEAP,
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(15),
        Duration.ofSeconds(10),
        Duration.ofSeconds(75),
        Duration.ofMinutes(15),
        Duration.ofSeconds(5));
  }
}
