package dev.byok.serve.listen;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What a connection waits for, and until when. Its own threads say so, and the listener looks at
 * all connections now and then: that costs a request less than a timer would.
 */
final class Patience {
  /** What is waited for. */
  enum Wait {
    /** Nothing that has an end: a request is being answered. */
    NONE,
    /** The first byte of a request. */
    REQUEST,
    /** The rest of a head. */
    HEAD,
    /** More of a body. */
    BODY,
    /** The client, to read what was written. */
    READER,
    /** The client's end, after the last answer. */
    FAREWELL
  }

  private final LongSupplier clock;
  private Wait wait = Wait.NONE;
  private long end;
  private boolean over;

  /**
   * Makes one that waits for nothing.
   *
   * @param clock nanoseconds, as those of {@link System#nanoTime}
   */
  Patience(LongSupplier clock) {
    this.clock = clock;
  }

  long now() {
    return clock.getAsLong();
  }

  /** Begins a wait in place of the former one. */
  void begin(Wait what, Duration within) {
    begin(what, now() + within.toNanos());
  }

  /** Begins a wait that ends at this time. */
  synchronized void begin(Wait what, long until) {
    wait = what;
    end = until;
    // That a request was too slow has been noticed when its answer is written.
    over &= what != Wait.READER && what != Wait.FAREWELL;
  }

  /** Ends the wait; returns false if its time was over before. */
  synchronized boolean end() {
    wait = Wait.NONE;
    return !over;
  }

  /** Whether this is waited for, with so much time left. */
  synchronized boolean isWaiting(Wait what, Duration left) {
    return wait == what && end - now() == left.toNanos();
  }

  /** Whether the time of a wait was over. */
  synchronized boolean isOver() {
    return over;
  }

  /** Returns the wait whose time is over, once. */
  synchronized Wait expired() {
    if (over || wait == Wait.NONE || now() - end < 0) {
      return Wait.NONE;
    }
    over = true;
    return wait;
  }

  /** Ends the wait for a request or a head, if there is one; returns whether there was. */
  synchronized boolean giveUpRequest() {
    boolean waits = wait == Wait.REQUEST || wait == Wait.HEAD;
    over |= waits;
    return waits;
  }
}
