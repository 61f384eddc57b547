package dev.byok.http.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Sends a long request on its own thread, so that an early answer is seen: a server that refuses
 * the request may answer and then neither read on nor close.
 *
 * <p>While sending, the watch allows each piece the idle time-out, and the server may be silent.
 * After that, the answer's first byte has as long, and the rest of its head what is left of its
 * time.
 */
final class Upload {
  private final Wire wire;
  private final byte[] head;
  private final byte[] body;
  private final int slice;
  private final Duration idle;
  private boolean answering;
  private boolean sent;
  private boolean whole;
  private boolean answered;
  private boolean unwanted;
  private @Nullable IOException failure;

  /**
   * @param slice the bytes that a connection's buffers always accept
   */
  Upload(Wire wire, byte[] head, byte[] body, int slice, Duration idle) {
    this.wire = wire;
    this.head = head;
    this.body = body;
    this.slice = slice;
    this.idle = idle;
  }

  /** Starts the upload. Until {@link #answering} is called, only the watch limits the time. */
  void start() throws IOException {
    wire.plain().setSoTimeout(0);
    wire.watch().start(idle);
    Thread.Builder thread =
        Thread.currentThread().isVirtual() ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    thread.name("byok-upload").start(this::run);
  }

  /** Notes that the first byte of an answer has arrived. */
  synchronized void answering() throws IOException {
    answering = true;
    if (sent) {
      wire.plain().setSoTimeout(Connector.millis(idle));
      wire.watch().start(wire.left());
    }
  }

  /**
   * Notes that the answer's head has arrived. The rest of the request is sent only if it is a
   * success.
   */
  synchronized void answered(int status) throws IOException {
    unwanted = status / 100 != 2;
    answered = true;
    if (unwanted) {
      wire.plain().setSoTimeout(Connector.millis(idle));
    }
  }

  /** Returns why sending failed, or null if it did not fail. */
  synchronized @Nullable IOException failure() {
    return failure;
  }

  private void run() {
    try {
      OutputStream out = wire.socket().getOutputStream();
      boolean all = write(head, out) && write(body, out);
      out.flush();
      end(all, null);
    } catch (IOException failed) {
      // A server may refuse a long body before its end and close. Its answer says why.
      end(false, failed);
    }
  }

  private boolean write(byte[] message, OutputStream out) throws IOException {
    for (int at = 0; at < message.length; at += slice) {
      if (!goesOn()) {
        return false;
      }
      out.write(message, at, Math.min(slice, message.length - at));
    }
    return true;
  }

  /** Whether all of the request was sent. Then this does nothing more with the connection. */
  synchronized boolean isWhole() {
    return whole;
  }

  private synchronized boolean goesOn() {
    if (!answered) {
      wire.watch().start(idle);
    }
    return !unwanted;
  }

  private synchronized void end(boolean all, @Nullable IOException failed) {
    failure = failed;
    whole = all;
    sent = true;
    if (!answered) {
      wire.watch().start(answering ? wire.left() : idle);
    }
    try {
      if (answering) {
        wire.plain().setSoTimeout(Connector.millis(idle));
      }
    } catch (IOException closed) {
      // The reader gets the same failure.
      failure = closed;
    }
  }
}
