package dev.byok.term;

import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.text.SafeText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Prints to standard error, which gets everything except answers. Every message starts with {@code
 * byok: } and is in lower case without a full stop; details and {@code hint: } are indented by two
 * spaces. Text from elsewhere is made safe even if standard error is not a terminal, since logs end
 * up on one.
 */
public final class Messages implements Notices {
  private static final long PROGRESS_AFTER_MILLISECONDS = 500;
  private static final String LEAD = "byok: ";
  private static final String ERASE_LINE = "\r\u001b[K";

  private final OutputStream err;
  private final boolean animated;
  private final @Nullable Messages whole;
  private final String lead;
  private final Set<String> said = new HashSet<>();
  private boolean quiet;
  private boolean verbose;
  private boolean progressShown;
  private int questions;
  private boolean held;
  private final StringBuilder kept = new StringBuilder();
  private @Nullable Consumer<String> screen;

  /**
   * @param animated whether lines may be drawn and erased again
   */
  public Messages(OutputStream err, boolean animated) {
    this.err = err;
    this.animated = animated;
    this.whole = null;
    this.lead = LEAD;
  }

  private Messages(Messages whole, String part) {
    this.err = whole.err;
    this.animated = false;
    this.whole = whole;
    this.lead = LEAD + SafeText.line(part) + ": ";
    this.quiet = whole.quiet;
    this.verbose = whole.verbose;
  }

  /** Returns messages for one of several things that happen at once. Each line names it. */
  public Messages under(String part) {
    return new Messages(this, part);
  }

  /** Holds back messages from now on, since something else draws on the screen. */
  public synchronized void hold() {
    endProgress();
    held = true;
  }

  /** Prints what was held back. */
  public synchronized void release() {
    held = false;
    sayWhatWasKept();
  }

  public void setQuiet(boolean quiet) {
    this.quiet = quiet;
  }

  public void setVerbose(boolean verbose) {
    this.verbose = verbose;
  }

  public boolean isVerbose() {
    return verbose;
  }

  /** Prints something that the user may want to know, unless {@code --quiet} is set. */
  @Override
  public void notice(String text) {
    if (!quiet) {
      emit(lead + SafeText.line(text) + "\n");
    }
  }

  /** Prints a notice once per process. */
  @Override
  public void noticeOnce(String text) {
    Messages all = whole == null ? this : whole;
    synchronized (all) {
      if (!all.said.add(text)) {
        return;
      }
    }
    notice(text);
  }

  /** Prints what happens, for {@code --verbose}. */
  @Override
  public void verbose(String text) {
    if (verbose) {
      emit(lead + SafeText.line(text) + "\n");
    }
  }

  /** Prints a failure, quiet or not. */
  @Override
  public void failure(Failure failure) {
    StringBuilder text = new StringBuilder(lead).append(SafeText.line(failure.text()));
    for (String detail : failure.details()) {
      text.append("\n  ").append(SafeText.line(detail));
    }
    String hint = failure.hint();
    if (hint != null) {
      text.append("\n  hint: ").append(SafeText.line(hint));
    }
    emit(text.append('\n').toString());
  }

  /** Returns a stream to standard error, for what a helper program prints there. */
  public OutputStream stream() {
    return err;
  }

  /** Prints output of a program that byok started, even while a question is open. */
  public synchronized void printBeside(String text) {
    if (screen != null) {
      screen.accept(text);
    } else {
      endProgress();
      write(text);
    }
  }

  /** Prints a complete text without a prefix, such as a question. The text is made safe. */
  public void print(String text) {
    emit(SafeText.of(text));
  }

  /**
   * Prints text with byok's own control sequences, such as help in colors. The caller has made
   * everything else in it safe.
   */
  public void drawn(String text) {
    emit(text);
  }

  private void emit(String text) {
    if (whole != null) {
      whole.emit(text);
      return;
    }
    synchronized (this) {
      if (held || questions > 0) {
        kept.append(text);
        return;
      }
      endProgress();
      if (screen == null) {
        write(text);
      } else {
        screen.accept(text);
      }
    }
  }

  /** Sends all messages to a screen, which must know where everything is and itself shows waits. */
  public synchronized void showOn(Consumer<String> other) {
    screen = other;
  }

  /** Sends messages to standard error again. */
  public synchronized void showOnStandardError() {
    screen = null;
  }

  /**
   * Opens a question on the terminal, of byok or a program that it started. Until it is closed,
   * nothing is drawn over it and messages wait.
   */
  public Asking asking() {
    return new Asking(whole == null ? this : whole);
  }

  /** A question that is open until this object is closed. */
  public static final class Asking implements AutoCloseable {
    private final Messages messages;

    private Asking(Messages messages) {
      this.messages = messages;
      synchronized (messages) {
        messages.endProgress();
        messages.questions++;
      }
    }

    @Override
    public void close() {
      messages.answered();
    }
  }

  private synchronized void answered() {
    questions--;
    sayWhatWasKept();
  }

  private void sayWhatWasKept() {
    if (!held && questions == 0 && !kept.isEmpty()) {
      String text = kept.toString();
      kept.setLength(0);
      emit(text);
    }
  }

  /** Shows on a terminal what byok waits for, after half a second and until closed. */
  @Override
  public Waiting waiting(String what) {
    return new ShownWait(animated && !quiet && screen == null ? what : null);
  }

  /** A wait that may be shown. */
  public final class ShownWait implements Waiting {
    private final @Nullable Thread painter;

    private ShownWait(@Nullable String what) {
      painter = what == null ? null : Thread.ofPlatform().daemon().start(() -> paint(what));
    }

    /** Ends the wait. */
    @Override
    public void over() {
      if (painter != null) {
        painter.interrupt();
        synchronized (Messages.this) {
          endProgress();
        }
      }
    }

    @Override
    public void close() {
      over();
    }

    private void paint(String what) {
      try {
        TimeUnit.MILLISECONDS.sleep(PROGRESS_AFTER_MILLISECONDS);
        for (int seconds = 0; ; seconds++) {
          synchronized (Messages.this) {
            if (Thread.currentThread().isInterrupted()) {
              return;
            }
            if (questions == 0) {
              write("\r" + SafeText.line(what) + " … " + (seconds > 0 ? seconds + " s" : ""));
              progressShown = true;
            }
          }
          TimeUnit.SECONDS.sleep(1);
        }
      } catch (InterruptedException over) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void endProgress() {
    if (progressShown) {
      write(ERASE_LINE);
      progressShown = false;
    }
  }

  private void write(String text) {
    try {
      err.write(text.getBytes(StandardCharsets.UTF_8));
      err.flush();
    } catch (IOException nobodyListens) {
      // Standard error is gone, so nothing can be reported; the exit code still says what happened.
      quiet = true;
    }
  }
}
