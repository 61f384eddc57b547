package dev.byok.serve.listen;

import java.time.Duration;

/** Ceilings that no test reaches by accident, one of which may be another. */
final class SomeLimits {
  int connections = 1100;
  int headBytes = 64 * 1024;
  int bodyBytes = 64 << 20;
  long allBodyBytes = 256L << 20;
  Duration head = Duration.ofSeconds(60);
  Duration silence = Duration.ofSeconds(60);
  Duration body = Duration.ofSeconds(60);
  Duration turn = Duration.ofSeconds(60);
  Duration idle = Duration.ofSeconds(60);
  Duration stall = Duration.ofSeconds(60);
  Duration farewell = Duration.ofSeconds(60);

  Ceilings build() {
    return new Ceilings(
        connections,
        headBytes,
        200,
        bodyBytes,
        allBodyBytes,
        head,
        silence,
        body,
        turn,
        idle,
        stall,
        farewell);
  }
}
