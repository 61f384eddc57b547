package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import java.util.List;

/**
 * Parts the reasoning between {@code <think>} and {@code </think>} at the beginning of an answer
 * from the answer behind it. Anywhere else the tags are text: an answer may be about them. Line
 * breaks behind a tag belong to the form and not to either.
 */
final class OpenAiChatThinkTags {
  private static final String OPEN = "<think>";
  private static final String CLOSE = "</think>";

  /** More white space than a model puts before its first word. */
  private static final int MOST_BLANK = 256;

  private State state = State.BEFORE;
  private boolean afterTag;

  /** What may be the beginning of a tag, or of the white space before it. */
  private String held = "";

  private enum State {
    BEFORE,
    THINKING,
    ANSWERING
  }

  /** Takes more of the text. */
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

  /** No more text comes: what is held was none. */
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

  /** What stands behind the opening tag; or all of it when there is none. */
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

  /** Hands out the reasoning; returns what stands behind the closing tag. */
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

  /** How many characters at the text's end may begin the closing tag. */
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
