package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import java.util.List;

/**
 * Separates reasoning between {@code <think>} and {@code </think>} at the beginning of an answer
 * from the text after it. Elsewhere the tags are text, since an answer may be about them. Line
 * breaks after a tag belong to neither.
 */
final class OpenAiChatThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /** More white space than a model puts before its first word. */
  private static final int MOST_BLANK = 256;

  private State state = State.BEFORE;
  private boolean afterTag;

  /** Text that may be the beginning of a tag, or of the white space before it. */
  private String held = "";

  private enum State {
    BEFORE,
    THINKING,
    ANSWERING
  }

  /** Reads more of the text. */
  void next(String more, List<Delta> deltas) {
    String text = held.isEmpty() ? more : held + more;
    held = "";
    if (state == State.BEFORE) {
      text = before(text);
    }
    if (state == State.THINKING) {
      text = thinking(text, deltas);
    }
    if (state == State.ANSWERING) {
      text = withoutBreaks(text);
      if (!text.isEmpty()) {
        deltas.add(new Delta.Text(text));
      }
    }
  }

  /** Ends the text. What is held was not a tag and is handed out. */
  void end(List<Delta> deltas) {
    String rest = held;
    held = "";
    if (rest.isEmpty()) {
      return;
    }
    deltas.add(state == State.THINKING ? new Delta.Reasoning(rest) : new Delta.Text(rest));
    if (state == State.BEFORE) {
      state = State.ANSWERING;
    }
  }

  /** Returns the text after the opening tag, or all of it when there is none. */
  private String before(String text) {
    int start = 0;
    while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
      start++;
    }
    if (text.startsWith(OPEN, start)) {
      state = State.THINKING;
      afterTag = true;
      return text.substring(start + OPEN.length());
    }
    if (start <= MOST_BLANK && OPEN.startsWith(text.substring(start))) {
      held = text;
      return "";
    }
    state = State.ANSWERING;
    return text;
  }

  /** Hands out the reasoning and returns the text after the closing tag. */
  private String thinking(String text, List<Delta> deltas) {
    int close = text.indexOf(CLOSE);
    int end = close < 0 ? text.length() - endOfTag(text) : close;
    String reasoning = withoutBreaks(text.substring(0, end));
    if (!reasoning.isEmpty()) {
      deltas.add(new Delta.Reasoning(reasoning));
    }
    if (close < 0) {
      held = text.substring(end);
      return "";
    }
    state = State.ANSWERING;
    afterTag = true;
    return text.substring(close + CLOSE.length());
  }

  /** Returns how many characters at the text's end may begin the closing tag. */
  private static int endOfTag(String text) {
    int most = Math.min(text.length(), CLOSE.length() - 1);
    for (int length = most; length > 0; length--) {
      if (text.regionMatches(text.length() - length, CLOSE, 0, length)) {
        return length;
      }
    }
    return 0;
  }

  private String withoutBreaks(String text) {
    if (!afterTag) {
      return text;
    }
    int start = 0;
    while (start < text.length() && (text.charAt(start) == '\n' || text.charAt(start) == '\r')) {
      start++;
    }
    afterTag = start == text.length();
    return text.substring(start);
  }
}
