package dev.byok.testing;

import dev.byok.client.Receiver;
import dev.byok.http.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A program that gets an answer passed on, and can leave at a chosen moment. */
public final class Program implements Receiver {
  private final long leavesAfter;
  private final boolean leavesAtTheEnd;
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private int status;
  private List<Header.Plain> fields = List.of();
  private long length = Long.MIN_VALUE;
  private boolean ended;

  private Program(long leavesAfter, boolean leavesAtTheEnd) {
    this.leavesAfter = leavesAfter;
    this.leavesAtTheEnd = leavesAtTheEnd;
  }

  /** A program that stays. */
  public static Program staying() {
    return new Program(Long.MAX_VALUE, false);
  }

  /** A program that takes so many bytes of a body; -1 if not even the head. */
  public static Program leavingAfter(long bytes) {
    return new Program(bytes, false);
  }

  public static Program leavingAtTheEnd() {
    return new Program(Long.MAX_VALUE, true);
  }

  @Override
  public synchronized void head(int sentStatus, List<Header.Plain> sent, long sentLength)
      throws IOException {
    if (status != 0) {
      throw new IllegalStateException("a second head");
    }
    status = sentStatus;
    fields = List.copyOf(sent);
    length = sentLength;
    notifyAll();
    if (leavesAfter < 0) {
      throw new IOException("left");
    }
  }

  @Override
  public synchronized void bytes(byte[] bytes, int from, int count) throws IOException {
    if (status == 0 || ended) {
      throw new IllegalStateException("bytes outside of a body");
    }
    if (body.size() + count > leavesAfter) {
      throw new IOException("left");
    }
    body.write(bytes, from, count);
    notifyAll();
  }

  @Override
  public synchronized void end() throws IOException {
    if (status == 0 || ended) {
      throw new IllegalStateException("an end without a body");
    }
    if (leavesAtTheEnd) {
      throw new IOException("left");
    }
    ended = true;
  }

  /** Waits until that many bytes of the body have come. */
  public synchronized void await(int bytes) throws InterruptedException {
    while (status == 0 || body.size() < bytes) {
      wait();
    }
  }

  /** Returns 0 if no head came. */
  public synchronized int status() {
    return status;
  }

  public synchronized Optional<String> header(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Header.Plain::value)
        .findFirst();
  }

  public synchronized List<Header.Plain> fields() {
    return fields;
  }

  public synchronized long length() {
    return length;
  }

  public synchronized byte[] body() {
    return body.toByteArray();
  }

  public synchronized String text() {
    return body.toString(StandardCharsets.UTF_8);
  }

  /** Whether the body came to its end, so that this program takes it for whole. */
  public synchronized boolean ended() {
    return ended;
  }
}
