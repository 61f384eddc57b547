package dev.byok.cli.chat;

import dev.byok.conversation.Delta;
import dev.byok.exchange.AnswerSink;
import dev.byok.exchange.Outcome;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Shows an answer as it comes: its reasoning dimmed or folded into one line, then its text. */
final class ChatSink implements AnswerSink {
  private final ChatConsole console;
  private final AnswerText text;
  private final boolean showReasoning;
  private final UnaryOperator<String> dim;
  private final Notices notices;
  private final SafeText safeReasoning = new SafeText();
  private final long started = System.nanoTime();
  private boolean reasoned;
  private boolean reasoningOver;
  private boolean reasoningAtLineStart = true;
  private boolean textAtLineStart = true;

  ChatSink(
      ChatConsole console,
      AnswerText text,
      boolean showReasoning,
      UnaryOperator<String> dim,
      Notices notices) {
    this.console = console;
    this.text = text;
    this.showReasoning = showReasoning;
    this.dim = dim;
    this.notices = notices;
  }

  @Override
  public Notices notices() {
    return notices;
  }

  @Override
  public int textsKept() {
    return 1;
  }

  @Override
  public void delta(Delta delta) {
    if (delta instanceof Delta.Text more) {
      endReasoning();
      write(text.next(more.text()));
    } else if (delta instanceof Delta.Reasoning more) {
      reasoned = true;
      if (showReasoning) {
        String words = safeReasoning.next(more.text());
        console.write(dim.apply(words));
        reasoningAtLineStart = words.isEmpty() ? reasoningAtLineStart : words.endsWith("\n");
      }
    }
  }

  @Override
  public void end(Outcome outcome, @Nullable Failure failure) {
    endReasoning();
    write(text.end());
    if (!textAtLineStart) {
      console.write("\n");
    }
  }

  private void write(String words) {
    if (!words.isEmpty()) {
      console.write(words);
      textAtLineStart = words.endsWith("\n");
    }
  }

  /** Ends the reasoning. Reasoning that comes later belongs to the same block. */
  private void endReasoning() {
    if (!reasoned || reasoningOver) {
      return;
    }
    reasoningOver = true;
    if (showReasoning) {
      String kept = safeReasoning.end();
      console.write(dim.apply(kept) + (reasoningAtLineStart && kept.isEmpty() ? "" : "\n"));
    } else if (console.isStyled()) {
      long seconds = (System.nanoTime() - started) / 1_000_000_000;
      console.write(dim.apply("thought for " + seconds + " s; /reasoning shows it") + "\n");
    }
  }
}
