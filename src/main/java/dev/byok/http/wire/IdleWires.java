package dev.byok.http.wire;

import dev.byok.http.Host;
import dev.byok.process.Timer;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The open connections that no request uses, for a short time each. */
final class IdleWires implements AutoCloseable {
  static final int MOST = 64;
  static final Duration LONGEST = Duration.ofSeconds(30);

  private final LongSupplier nanos;
  private final List<Idle> idle = new ArrayList<>();
  private boolean swept;
  private boolean closed;

  /** A connection, the place that it leads to, and since when it is idle. */
  private record Idle(String place, Wire wire, long since) {}

  /**
   * @param nanos the time, as {@link System#nanoTime} tells it
   */
  IdleWires(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Returns a connection to that host that is still open, the last one used, or null. */
  @Nullable Wire take(URI uri) {
    String place = place(uri);
    for (Idle found = last(place); found != null; found = last(place)) {
      if (!isOver(found) && isOpen(found.wire)) {
        return found.wire;
      }
      close(found.wire);
    }
    return null;
  }

  /** Keeps a connection that is ready for another request. */
  void put(URI uri, Wire wire) {
    List<Wire> dropped = new ArrayList<>();
    synchronized (this) {
      if (closed) {
        dropped.add(wire);
      } else {
        idle.add(new Idle(place(uri), wire, nanos.getAsLong()));
        if (idle.size() > MOST) {
          dropped.add(idle.removeFirst().wire);
        }
        sweepLater();
      }
    }
    dropped.forEach(IdleWires::close);
  }

  synchronized int size() {
    return idle.size();
  }

  /** Closes the connections that were idle for too long. */
  void sweep() {
    List<Wire> dropped = new ArrayList<>();
    synchronized (this) {
      while (!idle.isEmpty() && isOver(idle.getFirst())) {
        dropped.add(idle.removeFirst().wire);
      }
      swept = false;
      sweepLater();
    }
    dropped.forEach(IdleWires::close);
  }

  @Override
  public void close() {
    List<Wire> dropped = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.forEach(each -> dropped.add(each.wire));
      idle.clear();
    }
    dropped.forEach(IdleWires::close);
  }

  /** Also connections that nobody asks for are closed in time: the server waits for their end. */
  private synchronized void sweepLater() {
    if (!swept && !idle.isEmpty()) {
      swept = true;
      long left = LONGEST.toNanos() - (nanos.getAsLong() - idle.getFirst().since);
      Timer.after(Duration.ofNanos(Math.max(left, 1)), this::sweep);
    }
  }

  private synchronized @Nullable Idle last(String place) {
    for (int i = idle.size() - 1; i >= 0; i--) {
      if (idle.get(i).place.equals(place)) {
        return idle.remove(i);
      }
    }
    return null;
  }

  private boolean isOver(Idle one) {
    return nanos.getAsLong() - one.since >= LONGEST.toNanos();
  }

  /** The variables that name proxies do not change, so a host is always reached by the same one. */
  private static String place(URI uri) {
    return uri.getScheme() + "://" + Host.of(uri.getHost()).name() + ":" + uri.getPort();
  }

  /** Whether nothing has come, not even the end. What a server says unasked is not an answer. */
  private static boolean isOpen(Wire wire) {
    try {
      SocketChannel channel = wire.plain().getChannel();
      return channel == null ? isSilent(wire) : isSilent(channel);
    } catch (IOException broken) {
      return false;
    }
  }

  private static boolean isSilent(SocketChannel channel) throws IOException {
    channel.configureBlocking(false);
    boolean silent = channel.read(ByteBuffer.allocate(1)) == 0;
    channel.configureBlocking(true);
    return silent;
  }

  /** Reads through TLS, whose own messages are not an answer. This takes a millisecond. */
  private static boolean isSilent(Wire wire) throws IOException {
    wire.plain().setSoTimeout(1);
    InputStream in = wire.socket().getInputStream();
    try {
      in.read();
      return false;
    } catch (SocketTimeoutException silent) {
      return true;
    }
  }

  private static void close(Wire wire) {
    try {
      wire.close();
    } catch (IOException broken) {
      // It is gone either way.
      wire.watch().close();
    }
  }
}
