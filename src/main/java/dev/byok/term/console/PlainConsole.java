package dev.byok.term.console;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.term.Streams;
import dev.byok.term.TerminalWidth;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * A chat through plain streams: pipes, and terminals that can only print. One line is one message,
 * unless it begins with three quotation marks. Nothing is drawn, colored or erased.
 */
final class PlainConsole implements ChatConsole {
  private static final int USUAL_HEIGHT = 24;

  private final InputLines lines;
  private final StandardOutput out;
  private final Messages messages;
  private final boolean interactive;

  /** Whether the prompt goes to the same stream as the answers. */
  private final boolean promptOnOutput;

  private final IntSupplier width;

  /**
   * @param interactive whether a person types, who needs a prompt and may press Ctrl-C
   */
  PlainConsole(Streams streams, boolean interactive) {
    lines = new InputLines(streams.in());
    out = streams.out();
    messages = streams.messages();
    this.interactive = interactive;
    promptOnOutput = streams.terminal().out();
    width = () -> TerminalWidth.of(streams.terminal(), streams.env());
  }

  @Override
  public boolean isInteractive() {
    return interactive;
  }

  @Override
  public boolean isDrawn() {
    return false;
  }

  @Override
  public boolean isStyled() {
    return false;
  }

  @Override
  public int width() {
    return width.getAsInt();
  }

  @Override
  public int height() {
    return USUAL_HEIGHT;
  }

  /** The start of the message cannot be changed here: it is shown, and typed text is added. */
  @Override
  public @Nullable String read(String prompt, String begun) {
    show(prompt + begun);
    String first = lines.next();
    if (first == null) {
      show("\n");
      return null;
    }
    StringBuilder message = new StringBuilder(begun).append(first);
    boolean open = TripleQuotes.isOpen(message.toString());
    while (open) {
      String more = lines.next();
      if (more == null) {
        throw Failure.of(
                Kind.USAGE, "the message that begins with " + TripleQuotes.MARK + " has no end")
            .hint("end it with " + TripleQuotes.MARK);
      }
      message.append('\n').append(more);
      open = !TripleQuotes.closes(more);
    }
    return TripleQuotes.content(message.toString());
  }

  @Override
  public @Nullable String ask(String question) {
    show(question);
    return lines.next();
  }

  @Override
  public void write(String text) {
    out.write(text);
  }

  @Override
  public void note(String line) {
    messages.notice(line);
  }

  /** Makes Ctrl-C stop the answer if a person is there. In a pipe it ends the process as usual. */
  @Override
  public Answering answering(String waiting, Runnable interrupt) {
    if (!interactive) {
      return () -> {};
    }
    AtomicBoolean pressed = new AtomicBoolean();
    Object before =
        Signals.register(
            "INT",
            () -> {
              if (pressed.compareAndSet(false, true)) {
                interrupt.run();
              }
            });
    return () -> Signals.unregister("INT", before);
  }

  @Override
  public Lent lend() {
    return () -> {};
  }

  @Override
  public Lent lendToProgram() {
    Object before = Signals.register("INT", () -> {});
    return () -> Signals.unregister("INT", before);
  }

  @Override
  public void close() {
    // The streams belong to the process.
  }

  private void show(String text) {
    if (!interactive) {
      return;
    }
    if (promptOnOutput) {
      out.write(text);
    } else {
      messages.print(text);
    }
  }
}
