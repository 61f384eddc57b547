package dev.byok.term.console;

import java.util.List;

/** Knows how what is being typed may go on. */
public interface Completions {
  /**
   * What may stand in the place of the word at the cursor, in the order in which to offer it; those
   * that the word does not fit are left out by whoever shows them.
   */
  List<CompletionCandidate> of(String line, int cursor);

  /**
   * Where the word at the cursor begins: behind the last white space, unless more belongs to it.
   */
  default int wordStart(String line, int cursor) {
    int start = cursor;
    while (start > 0 && !Character.isWhitespace(line.charAt(start - 1))) {
      start--;
    }
    return start;
  }
}
