package dev.byok;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;

/** The system's clock; its time zone, which is in a file, is looked up when it is needed. */
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
