package dev.byok.client;

import dev.byok.http.IdleTimeoutException;
import java.io.IOException;
import java.time.Duration;

/**
 * Limits how much a server may send that is not a word of the answer: pings, comments, blank lines,
 * empty pieces, counts and unknown events. Most counts restart at each word of the answer. A limit
 * is checked before anything is kept, so that an endless answer costs neither memory nor time.
 */
final class AnswerBounds {
  /** The most text of one answer, in UTF-8: sixteen times what the longest models write. */
  static final int MOST_TEXT = 64 << 20;

  /** The most bytes of one event or frame: an image in it takes megabytes. */
  static final int LARGEST_EVENT = 16 << 20;

  /** The largest answer in one body: its text, escaped as far as JSON requires, and an image. */
  static final int LARGEST_BODY = 2 * MOST_TEXT + LARGEST_EVENT;

  /** How many idle time-outs may pass between two words: usually 20 minutes of pings. */
  static final int PATIENCE = 10;

  /** Between two words: a few images, or an hour of ten comments a second. */
  static final long MOST_BYTES = 64 << 20;

  /** Between two words: some servers send an empty event for each hidden token, some 200,000. */
  static final int MOST_EVENTS = 250_000;

  /** In a whole answer, with words between them. */
  static final int MOST_EVENTS_IN_ALL = 4 * MOST_EVENTS;

  /** In a whole answer, words included: a million tokens of 2 KiB each. */
  static final long MOST_BYTES_IN_ALL = 2L << 30;

  /** A failure report after this many events did not come instead of an answer. */
  private static final int MOST_BEFORE_A_REPORT = 1_000;

  /** Each read counts as at least this many bytes: single bytes keep byok as busy. */
  private static final int LEAST_OF_A_READ = 64;

  private final long idle;
  private final Duration patience;
  private long waited;
  private long bytes;
  private long bytesInAll;
  private int events;
  private int eventsInAll;

  AnswerBounds(Duration idle) {
    this.idle = idle.toNanos();
    patience = Duration.ofNanos(this.idle * PATIENCE);
  }

  /** Thrown when a limit is exceeded, which the message names. */
  static final class Met extends IOException {
    private static final long serialVersionUID = 1L;

    Met(String what) {
      super(what);
    }
  }

  /** How long to wait for the next word. */
  Duration left() {
    return patience.minusNanos(waited);
  }

  /**
   * Counts a wait that is over, as one idle time-out at most: if it took longer, the process was
   * stopped. What arrived meanwhile is read before the time is judged.
   */
  void waited(long nanos) {
    waited += Math.min(nanos, idle);
  }

  Met timeOver() {
    return new Met(
        "no text came within "
            + IdleTimeoutException.inWords(patience)
            + ", ten times the idle time-out");
  }

  void read(int count) throws Met {
    long weight = Math.max(count, LEAST_OF_A_READ);
    bytes += weight;
    bytesInAll += weight;
    if (bytes > MOST_BYTES) {
      throw new Met("more than " + mebibytes(MOST_BYTES) + " of the stream came without any text");
    }
    if (bytesInAll > MOST_BYTES_IN_ALL) {
      throw new Met("it is longer than " + mebibytes(MOST_BYTES_IN_ALL));
    }
  }

  /** Restarts the count of bytes: a body has its own limit. */
  void kept() {
    bytes = 0;
  }

  void event() throws Met {
    events++;
    eventsInAll++;
    if (events > MOST_EVENTS) {
      throw new Met("more than 250,000 events of the stream came without any text");
    }
    if (eventsInAll > MOST_EVENTS_IN_ALL) {
      throw new Met("more than 1,000,000 of its events have no text");
    }
  }

  /** Restarts the counts after a word of the answer. */
  void word() {
    if (events > 0) {
      events = 0;
      eventsInAll--;
    }
    bytes = 0;
    waited = 0;
  }

  boolean isFlood() {
    return eventsInAll > MOST_BEFORE_A_REPORT;
  }

  static String mebibytes(long bytes) {
    return (bytes >> 20) + " MiB";
  }
}
