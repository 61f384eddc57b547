package dev.byok.term.console;

import dev.byok.failure.Failure;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The period while an answer arrives. Ctrl-C stops the answer, a sign shows what byok waits for
 * until the first word, and typed text is shown below and kept for the next message.
 */
final class LiveAnswer implements ChatConsole.Answering {
  private static final long SIGN_AFTER_MILLISECONDS = 500;
  private static final char CTRL_C = 3;

  private final ChatTerminal terminal;
  private final Screen screen;
  private final Runnable interrupt;
  private final AtomicBoolean interrupted = new AtomicBoolean();
  private final Runnable release;
  private final Thread sign;

  LiveAnswer(ChatTerminal terminal, Screen screen, String waiting, Runnable interrupt) {
    this.terminal = terminal;
    this.screen = screen;
    this.interrupt = interrupt;
    screen.show(ChatTerminal.PASTES_MARKED);
    screen.await();
    release = terminal.onInterrupt(this::interrupt);
    terminal.keyboard().watch(this::typed);
    sign = Thread.ofPlatform().daemon().name("waiting").start(() -> sign(waiting));
  }

  @Override
  public void close() {
    sign.interrupt();
    terminal.keyboard().unwatch();
    release.run();
    screen.clear();
  }

  private void interrupt() {
    if (interrupted.compareAndSet(false, true)) {
      interrupt.run();
    }
  }

  /** Receives typed keys. A Ctrl-C that was read as a character still interrupts. */
  private String typed(String keys) {
    String kept = keys;
    if (keys.indexOf(CTRL_C) >= 0) {
      kept = keys.replace(String.valueOf(CTRL_C), "");
      Thread.ofPlatform().daemon().start(this::interrupt);
    }
    try {
      if (!kept.isEmpty()) {
        screen.typed(kept);
      }
    } catch (Failure gone) {
      // Writing the answer meets the same failure and reports it.
      return kept;
    }
    return kept;
  }

  private void sign(String what) {
    try {
      TimeUnit.MILLISECONDS.sleep(SIGN_AFTER_MILLISECONDS);
      for (int seconds = 0; ; seconds++) {
        screen.waiting(what + " \u2026 " + (seconds > 0 ? seconds + " s" : ""));
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    } catch (Failure gone) {
      // Writing the answer meets the same failure and reports it.
      return;
    }
  }
}
