package dev.byok.ledger.entry;

import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes ids of entries: version 7 UUIDs (RFC 9562), whose text sorts by time. They are unique but
 * not secret, so no {@code SecureRandom} has to be started at the end of a prompt.
 */
public final class EntryId {
  private static final long VERSION_7 = 0x7000L;
  private static final long VARIANT = 0x8000_0000_0000_0000L;

  private static final long SPREAD = 0x9e37_79b9_7f4a_7c15L;

  private EntryId() {}

  /** Returns a new id for something that happens at this time. */
  public static String at(Instant time) {
    long millis = time.toEpochMilli();
    long fraction = time.get(ChronoField.MICRO_OF_SECOND) % 1000 * 4096L / 1000;
    // The generator's seed is the moment it was first used. Two processes with the same seed would
    // also have to get here in the same nanosecond. A pid would be safer, but asking for it starts
    // a thread pool.
    long own = ThreadLocalRandom.current().nextLong() ^ (System.nanoTime() * SPREAD);
    return new UUID(millis << 16 | VERSION_7 | fraction, VARIANT | own >>> 2).toString();
  }
}
