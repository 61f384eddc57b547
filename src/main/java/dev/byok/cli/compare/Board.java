package dev.byok.cli.compare;

import dev.byok.exchange.StopButton;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.process.AtExit;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The shared output of several answers. If it cannot be written, all of them are stopped, since
 * nobody would see what is paid for. When the process is told to end, it waits until what came is
 * shown, but not for an answer that hangs even after its connection is closed.
 */
public final class Board {
  private static final long PATIENCE_MILLISECONDS = 600;

  private final Layout layout;
  private final Consumer<String> out;
  private final StopButton button;
  private final List<Candidate> candidates;
  private final boolean[] over;
  private final CountDownLatch done = new CountDownLatch(1);
  private AtExit.@Nullable Deed atExit;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Failure broken;
  private boolean closed;

  public Board(Layout layout, Consumer<String> out, StopButton button, List<Candidate> candidates) {
    this.layout = layout;
    this.out = out;
    this.button = button;
    this.candidates = candidates;
    this.over = new boolean[candidates.size()];
  }

  StopButton button() {
    return button;
  }

  int size() {
    return candidates.size();
  }

  /** Watches for the end of the process from now on. */
  public void open() {
    try {
      atExit = AtExit.add("compare", this::endNow);
    } catch (IllegalStateException ending) {
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(ending);
    }
  }

  void begin(int place) {
    lock.lock();
    try {
      if (!closed) {
        write(layout.begin(place));
      }
    } finally {
      lock.unlock();
    }
  }

  void text(int place, String text) {
    lock.lock();
    try {
      if (!closed) {
        write(layout.text(place, text));
      }
    } finally {
      lock.unlock();
    }
  }

  void end(Result result) {
    lock.lock();
    try {
      int place = result.candidate().place();
      if (!closed && !over[place]) {
        over[place] = true;
        write(layout.end(result));
      }
    } finally {
      lock.unlock();
    }
  }

  /** Ends the output, since all answers are over. */
  public void close() {
    lock.lock();
    try {
      if (!closed) {
        write(layout.close());
        closed = true;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Why the output ended too early; null if it did not. */
  public @Nullable Failure broken() {
    return broken;
  }

  /** Lets the process end, since everything is shown. */
  public void leave() {
    done.countDown();
    if (atExit != null) {
      atExit.close();
    }
  }

  private void write(String text) {
    if (broken != null || text.isEmpty()) {
      return;
    }
    try {
      out.accept(text);
    } catch (Failure unwritten) {
      broken = unwritten;
      button.press();
      throw unwritten;
    }
  }

  private void endNow() {
    try {
      if (!done.await(PATIENCE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        endAll();
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes on another thread, because this one would wait forever if nobody reads the output. */
  private void endAll() throws InterruptedException {
    Thread last = Thread.ofPlatform().daemon().name("compare end").start(this::writeEnds);
    last.join(PATIENCE_MILLISECONDS);
  }

  private void writeEnds() {
    try {
      for (Candidate one : candidates) {
        end(new Result(one, null, Failure.of(Kind.INTERRUPTED, "interrupted")));
      }
      close();
    } catch (Failure unwritten) {
      // The output is closed, and the process is ending.
      return;
    }
  }
}
