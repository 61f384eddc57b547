package dev.byok.cli.chat;

import dev.byok.term.console.ChatConsole;
import dev.byok.text.SafeText;
import dev.byok.text.WholePairs;
import dev.byok.text.markdown.MarkdownStream;

/** Chooses the form of an answer's text by where it is written. */
final class AnswerTexts {
  private AnswerTexts() {}

  /**
   * Returns text that is rendered where it is drawn, safe on a plain terminal, unchanged in a pipe.
   */
  static AnswerText of(ChatScreen screen) {
    ChatConsole console = screen.console();
    if (console.isStyled()) {
      return rendered(new MarkdownStream(console::width, screen.style().color()));
    }
    return screen.terminal().out() ? safe() : unchanged();
  }

  private static AnswerText rendered(MarkdownStream markdown) {
    return new AnswerText() {
      @Override
      public String next(String piece) {
        return markdown.next(piece);
      }

      @Override
      public String end() {
        return markdown.end();
      }
    };
  }

  static AnswerText unchanged() {
    WholePairs pairs = new WholePairs();
    return new AnswerText() {
      @Override
      public String next(String piece) {
        return pairs.next(piece);
      }

      @Override
      public String end() {
        return pairs.end();
      }
    };
  }

  static AnswerText safe() {
    SafeText safe = new SafeText();
    return new AnswerText() {
      @Override
      public String next(String piece) {
        return safe.next(piece);
      }

      @Override
      public String end() {
        return safe.end();
      }
    };
  }
}
