package dev.byok.serve.listen;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The body of a request, read from the connection when it is asked for. */
final class RequestBody extends InputStream {
  private static final byte[] NONE = {};

  private static final int FIRST = 16 * 1024;

  private static final String LEFT = "the client left before its body was whole";

  private static final int GROWTH = 4;

  /** An unread body of up to so many bytes is read over, to keep the connection. */
  private static final int MOST_SKIPPED = 64 * 1024;

  private final Inbox inbox;
  private final Patience patience;
  private final Ceilings limits;
  private final BodyRoom.Share share;
  private final ReceivedHead head;
  private byte[] content = NONE;
  private boolean begun;
  private boolean inTime;
  private boolean whole;
  private long end;

  /** Makes the body that comes next, after this head. */
  RequestBody(
      Inbox inbox, Patience patience, Ceilings limits, BodyRoom.Share share, ReceivedHead head) {
    this.inbox = inbox;
    this.patience = patience;
    this.limits = limits;
    this.share = share;
    this.head = head;
    this.whole = head.length() == 0;
  }

  boolean isRead() {
    return whole;
  }

  /** Whether the client may still be waiting for leave to send the body. */
  boolean isExpected() {
    return head.expects() && !begun && inbox.isEmpty();
  }

  /** Whether the connection can go on though the handler did not read the body. */
  boolean canBeSkipped() {
    boolean isShort = head.length() >= 0 && head.length() <= MOST_SKIPPED;
    return whole || (isShort && !begun && !head.expects());
  }

  /** Refuses a body that says that it is longer. */
  void requireAtMost(int most) throws TooLargeException {
    if (head.length() > bound(most)) {
      throw new TooLargeException(bound(most));
    }
  }

  /** Returns the whole body. */
  byte[] whole(int most) throws IOException {
    if (whole) {
      return content;
    }
    if (begun) {
      throw new IOException("the body was not read to its end");
    }
    begin();
    try {
      content = head.length() < 0 ? chunked(bound(most)) : known((int) head.length());
    } finally {
      inTime = patience.end();
    }
    finish();
    return content;
  }

  private int bound(int most) {
    return Math.min(most, limits.bodyBytes());
  }

  /** Reads over the body. */
  void skip() throws IOException {
    begin();
    byte[] piece = new byte[(int) Math.min(head.length(), FIRST)];
    long left = head.length();
    while (left > 0) {
      left -= read(piece, 0, (int) Math.min(left, piece.length));
    }
    inTime = patience.end();
    finish();
  }

  private void begin() {
    begun = true;
    end = patience.now() + limits.body().toNanos();
  }

  private void finish() throws RequestException {
    if (!inTime) {
      throw RequestException.slow("the body");
    }
    whole = true;
  }

  private byte[] known(int length) throws IOException {
    // All at once: bodies that each wait for more of what the others have would wait for ever.
    share.growTo(length);
    byte[] bytes = new byte[Math.min(length, FIRST)];
    for (int count = 0; count < length; ) {
      if (count == bytes.length) {
        bytes = Arrays.copyOf(bytes, grown(bytes, length));
      }
      count += read(bytes, count, bytes.length - count);
    }
    return bytes;
  }

  private byte[] chunked(int bound) throws IOException {
    ChunkReader chunks = new ChunkReader(this);
    share.growTo(FIRST);
    byte[] bytes = new byte[FIRST];
    int count = 0;
    for (long left = chunks.next(); left > 0; left = chunks.next()) {
      if (left > bound - count) {
        throw new TooLargeException(bound);
      }
      while (left > 0) {
        if (count == bytes.length) {
          share.growTo(grown(bytes, bound));
          bytes = Arrays.copyOf(bytes, grown(bytes, bound));
        }
        int read = read(bytes, count, (int) Math.min(left, bytes.length - count));
        count += read;
        left -= read;
      }
    }
    return Arrays.copyOf(bytes, count);
  }

  /** Returns the next length: memory grows with what has come, whatever is said to come. */
  private static int grown(byte[] bytes, int most) {
    return (int) Math.min(most, (long) bytes.length * GROWTH);
  }

  /** Reads what is there, or waits for more; never returns -1. */
  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (inbox.isEmpty()) {
      long silent = patience.now() + limits.silence().toNanos();
      patience.begin(Patience.Wait.BODY, silent - end < 0 ? silent : end);
    }
    int count;
    try {
      count = inbox.read(target, offset, length);
    } catch (IOException broken) {
      throw new ClientLeftException(LEFT, broken);
    }
    if (count < 0) {
      throw patience.isOver() ? RequestException.slow("the body") : new ClientLeftException(LEFT);
    }
    return count;
  }

  @Override
  public int read() throws IOException {
    if (!inbox.isEmpty()) {
      return inbox.next();
    }
    byte[] one = new byte[1];
    read(one, 0, 1);
    return one[0] & 0xff;
  }
}
