package dev.byok.http.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a long request on a thread of its own, so that an answer is seen that comes before its end:
 * a server that refuses it may say so, and neither read on nor close.
 *
 * <p>While it sends, the watch gives each piece the idle time-out, and a silence is none: then the
 * answer's first byte has as much, and the rest of its head what is left of the time for that.
 */
final class Upload {
  private final Wire wire;
  private final byte[] message;
  private final int slice;
  private final Duration idle;
  private boolean answering;
  private boolean sent;
  private boolean answered;
  private boolean unwanted;
  private @Nullable IOException failure;

  /**
   * @param slice what a connection's buffers surely take, in bytes
   */
  Upload(Wire wire, byte[] message, int slice, Duration idle) {
    this.wire = wire;
    this.message = message;
    this.slice = slice;
    this.idle = idle;
  }

  /** Begins; from now on until {@link #answering} the watch is the only clock. */
  void start() throws IOException {
    wire.plain().setSoTimeout(0);
    wire.watch().start(idle);
    Thread.ofPlatform().daemon().name("byok-upload").start(this::run);
  }

  /** The first byte of an answer is there. */
  synchronized void answering() throws IOException {
    answering = true;
    if (sent) {
      wire.plain().setSoTimeout(Connector.millis(idle));
      wire.watch().start(wire.left());
    }
  }

  /** The answer's head is there: only a success may come before the request's end, and want it. */
  synchronized void answered(int status) throws IOException {
    unwanted = status / 100 != 2;
    answered = true;
    if (unwanted) {
      wire.plain().setSoTimeout(Connector.millis(idle));
    }
  }

  /** Why not all of it was sent; null when that did not fail. */
  synchronized @Nullable IOException failure() {
    return failure;
  }

  private void run() {
    try {
      OutputStream out = wire.socket().getOutputStream();
      for (int at = 0; at < message.length && goesOn(); at += slice) {
        out.write(message, at, Math.min(slice, message.length - at));
      }
      out.flush();
      end(null);
    } catch (IOException failed) {
      // A server may refuse a long body before its end and close: its answer says why.
      end(failed);
    }
  }

  private synchronized boolean goesOn() {
    if (!answered) {
      wire.watch().start(idle);
    }
    return !unwanted;
  }

  private synchronized void end(@Nullable IOException failed) {
    failure = failed;
    sent = true;
    if (!answered) {
      wire.watch().start(answering ? wire.left() : idle);
    }
    try {
      if (answering) {
        wire.plain().setSoTimeout(Connector.millis(idle));
      }
    } catch (IOException closed) {
      // Whoever reads meets that too.
      failure = closed;
    }
  }
}
