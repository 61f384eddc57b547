package dev.byok.cli.ask;

import dev.byok.cli.line.Services;
import dev.byok.conversation.Delta;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.term.StandardOutput;
import dev.byok.text.SafeText;
import org.jspecify.annotations.Nullable;

/**
 * The answer as text, piece by piece. On a terminal its control characters are made harmless; in a
 * pipe it is passed on untouched. It ends with a newline, added when it has none; a text that goes
 * on elsewhere is left as it is.
 */
final class TextSink implements OutputSink {
  private final Services services;
  private final boolean showReasoning;
  private final boolean endsLine;
  private final StandardOutput.@Nullable Pieces pieces;
  private final SafeText safeReasoning = new SafeText();
  private boolean atLineStart = true;
  private boolean inReasoning;

  TextSink(Services services, boolean showReasoning) {
    this(services, showReasoning, true, services.out().pieces());
  }

  private TextSink(
      Services services,
      boolean showReasoning,
      boolean endsLine,
      StandardOutput.@Nullable Pieces pieces) {
    this.services = services;
    this.showReasoning = showReasoning;
    this.endsLine = endsLine;
    this.pieces = pieces;
  }

  /** For a text that goes on elsewhere. */
  static TextSink exact(Services services) {
    return new TextSink(services, false, false, services.out().pieces());
  }

  /** For a text that was drawn for the terminal, and is harmless. */
  static TextSink drawn(Services services, boolean showReasoning) {
    return new TextSink(services, showReasoning, true, null);
  }

  @Override
  public Notices notices() {
    return services.messages();
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      endReasoning();
      write(more.text());
    } else if (delta instanceof Delta.Reasoning more && showReasoning) {
      services.messages().drawn(safeReasoning.next(more.text()));
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
      Verbose.usage(services.messages(), outcome);
    }
  }

  private void write(String text) {
    if (!text.isEmpty()) {
      if (pieces == null) {
        services.out().drawn(text);
      } else {
        pieces.next(text);
      }
      atLineStart = text.endsWith("\n");
    }
  }

  private void endReasoning() {
    if (inReasoning) {
      services.messages().drawn(safeReasoning.end() + "\n");
      inReasoning = false;
    }
  }
}
