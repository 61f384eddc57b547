package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import java.util.List;

/**
 * Separates reasoning between tags such as {@code <think>} and {@code </think>} at the beginning of
 * an answer from the text after it. Elsewhere the tags are text, since an answer may be about them.
 * Line breaks after a tag belong to neither.
 */
final class OpenAiChatThinkTags {
  /** More white space than a model puts before its first word. */
  private static final int MOST_BLANK = 256;

  private final String open;
  private final String close;
  private State state = State.BEFORE;
  private boolean afterTag;

  /** Text that may be the beginning of a tag, or of the white space before it. */
  private String held = "";

  private enum State {
    BEFORE,
    THINKING,
    ANSWERING
  }

  /**
   * Reads one answer.
   *
   * @param tag the name of the tags
   */
  OpenAiChatThinkTags(String tag) {
    open = "<" + tag + ">";
    close = "</" + tag + ">";
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
    if (text.startsWith(open, start)) {
      state = State.THINKING;
      afterTag = true;
      return text.substring(start + open.length());
    }
    if (start <= MOST_BLANK && open.startsWith(text.substring(start))) {
      held = text;
      return "";
    }
    state = State.ANSWERING;
    return text;
  }

  /** Hands out the reasoning and returns the text after the closing tag. */
  private String thinking(String text, List<Delta> deltas) {
    int at = text.indexOf(close);
    int end = at < 0 ? text.length() - endOfTag(text) : at;
    String reasoning = withoutBreaks(text.substring(0, end));
    if (!reasoning.isEmpty()) {
      deltas.add(new Delta.Reasoning(reasoning));
    }
    if (at < 0) {
      held = text.substring(end);
      return "";
    }
    state = State.ANSWERING;
    afterTag = true;
    return text.substring(at + close.length());
  }

  /** Returns how many characters at the text's end may begin the closing tag. */
  private int endOfTag(String text) {
    int most = Math.min(text.length(), close.length() - 1);
    for (int length = most; length > 0; length--) {
      if (text.regionMatches(text.length() - length, close, 0, length)) {
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
