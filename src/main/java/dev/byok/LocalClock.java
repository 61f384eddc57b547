package dev.byok;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The system clock, which looks up its time zone, a file, only when needed. */
final class LocalClock extends Clock {
  @Override
  public ZoneId getZone() {
    return ZoneId.systemDefault();
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return Clock.system(zone);
  }

  @Override
  public Instant instant() {
    return Instant.now();
  }
}
