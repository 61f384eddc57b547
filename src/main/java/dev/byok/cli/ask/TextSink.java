package dev.byok.cli.ask;

import dev.byok.conversation.Delta;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.term.Messages;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * Prints the answer as text, piece by piece. On a terminal its control characters are made
 * harmless; in a pipe it is unchanged. Except in {@link #exact}, a missing final newline is added.
 */
final class TextSink implements OutputSink {
  private final StandardOutput out;
  private final Messages messages;
  private final boolean showReasoning;
  private final boolean endsLine;
  private final StandardOutput.@Nullable Pieces pieces;
  private final SafeText safeReasoning = new SafeText();
  private boolean atLineStart = true;
  private boolean inReasoning;

  TextSink(StandardOutput out, Messages messages, boolean showReasoning) {
    this(out, messages, showReasoning, true, out.pieces());
  }

  private TextSink(
      StandardOutput out,
      Messages messages,
      boolean showReasoning,
      boolean endsLine,
      StandardOutput.@Nullable Pieces pieces) {
    this.out = out;
    this.messages = messages;
    this.showReasoning = showReasoning;
    this.endsLine = endsLine;
    this.pieces = pieces;
  }

  /** Returns a sink for text that continues elsewhere, so no newline is added. */
  static TextSink exact(StandardOutput out, Messages messages) {
    return new TextSink(out, messages, false, false, out.pieces());
  }

  /** Returns a sink for text drawn for the terminal, which is already harmless. */
  static TextSink drawn(StandardOutput out, Messages messages, boolean showReasoning) {
    return new TextSink(out, messages, showReasoning, true, null);
  }

  @Override
  public Notices notices() {
    return messages;
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      endReasoning();
      write(more.text());
    } else if (delta instanceof Delta.Reasoning more && showReasoning) {
      messages.drawn(safeReasoning.next(more.text()));
      inReasoning = true;
    }
  }

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    endReasoning();
    if (pieces != null) {
      pieces.end();
    }
    if (endsLine && !atLineStart) {
      write("\n");
    }
    if (failure == null) {
      Verbose.usage(messages, outcome);
    }
  }

  private void write(String text) {
    if (!text.isEmpty()) {
      if (pieces == null) {
        out.drawn(text);
      } else {
        pieces.next(text);
      }
      atLineStart = text.endsWith("\n");
    }
  }

  private void endReasoning() {
    if (inReasoning) {
      messages.drawn(safeReasoning.end() + "\n");
      inReasoning = false;
    }
  }
}
