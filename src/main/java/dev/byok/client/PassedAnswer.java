package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.http.Response;
import dev.byok.http.wire.Decompression;
import dev.byok.http.wire.Unpacking;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * An answer on its way to another program. Each call of {@link #next} hands on what has come, at
 * once and as it came, and returns what was read of it meanwhile. The answer goes on to its end,
 * also after the model has stopped.
 */
final class PassedAnswer implements Answer {
  private final Response response;
  private final PassedHead head;
  private final Receiver receiver;
  private final Tap tap;
  private final PassedEnd end;
  private final Unpacking unpacking;
  private final @Nullable HiddenUsage hiding;
  private final byte[] buffer = new byte[16 * 1024];
  private @Nullable InputStream body;
  private boolean isTold;
  private boolean isOver;
  private boolean hasLeft;
  private @Nullable Failure failure;

  PassedAnswer(Response response, Ask.Passing ask, PassedHead head, Tap tap, PassedEnd end) {
    this.response = response;
    this.head = head;
    this.receiver = ask.receiver();
    this.tap = tap;
    this.end = end;
    boolean hides = ask.request().reading().hidesUsageChunk() && Decompression.isKnown(response);
    this.hiding = hides ? new HiddenUsage(this::hand) : null;
    this.unpacking = new Unpacking(response, this::clear);
  }

  /** Hands on the head. */
  void begin() {
    PassedHead shown = hiding == null ? head : head.edited(-1);
    try {
      receiver.head(response.status(), shown.fields(), shown.length());
    } catch (IOException gone) {
      hasLeft = true;
      tap.end();
      over(end.left());
    }
  }

  @Override
  public @Nullable Delta next() {
    while (true) {
      Delta delta = tap.poll();
      if (delta != null) {
        return delta;
      }
      if (!isTold && tap.anyWord()) {
        isTold = true;
        // Nobody needs the words, only when the first of them came.
        return new Delta.Text("");
      }
      if (isOver && failure != null) {
        throw failure;
      }
      if (isOver) {
        return null;
      }
      step();
    }
  }

  @Override
  public int attempts() {
    return 1;
  }

  @Override
  public void close() {
    unpacking.close();
    try {
      response.close();
    } catch (IOException alreadyBroken) {
      // How the answer ended was judged before.
      isOver = true;
    }
  }

  private void step() {
    int count;
    try {
      if (body == null) {
        body = response.body();
      }
      count = body.read(buffer);
    } catch (IOException broken) {
      cut(broken);
      return;
    }
    if (count < 0) {
      ended();
      return;
    }
    if (hiding == null) {
      hand(buffer, count);
    }
    unpack(count);
    if (hasLeft && !isOver) {
      tap.end();
      over(end.left());
    }
  }

  private void unpack(int count) {
    if (hiding == null && !tap.isOn()) {
      return;
    }
    try {
      unpacking.feed(buffer, count);
    } catch (IOException damaged) {
      tap.off();
      if (hiding != null) {
        cut(damaged);
      }
    }
  }

  private void clear(byte[] bytes, int count) {
    if (hiding != null) {
      hiding.feed(bytes, count);
    }
    tap.feed(bytes, count);
  }

  private void hand(byte[] bytes, int count) {
    try {
      if (!hasLeft) {
        receiver.bytes(bytes, 0, count);
      }
    } catch (IOException gone) {
      // What has come of the answer is still read, since it may have the usage.
      hasLeft = true;
    }
  }

  private void cut(IOException broken) {
    finishReading();
    over(hasLeft ? end.left() : end.cut(broken));
  }

  /**
   * An end without any frame may be a cut, so it must look like one if the model had more to say.
   */
  private void ended() {
    finishReading();
    boolean isCut = !head.isFramed() && tap.isOn() && !end.isSaid();
    if (!isCut && !hasLeft) {
      try {
        receiver.end();
      } catch (IOException gone) {
        // All of the body has been handed on, so the program got its answer.
        hasLeft = false;
      }
    }
    over(hasLeft ? end.left() : end.whole());
  }

  private void finishReading() {
    try {
      unpacking.end();
    } catch (IOException damaged) {
      tap.off();
    }
    if (hiding != null) {
      hiding.end();
    }
    tap.end();
  }

  private void over(@Nullable Failure why) {
    isOver = true;
    failure = why;
  }
}
