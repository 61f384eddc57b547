package dev.byok.term.console;

import java.util.List;

/** Completes what is being typed. */
public interface Completions {
  /**
   * Returns candidates for the word at the cursor, in order. The caller drops those that do not
   * match it.
   */
  List<CompletionCandidate> of(String line, int cursor);

  /** Returns where the word at the cursor begins: after white space, unless more belongs to it. */
  default int wordStart(String line, int cursor) {
    int start = cursor;
    while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
