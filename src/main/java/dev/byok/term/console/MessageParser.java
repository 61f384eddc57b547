package dev.byok.term.console;

import java.util.List;
import org.jline.reader.CompletingParsedLine;
import org.jline.reader.EOFError;
import org.jline.reader.ParsedLine;
import org.jline.reader.Parser;

/**
 * Tells the line editor whether more lines of a message follow, and which word to complete. No
 * other text in a message has a special meaning.
 */
final class MessageParser implements Parser {
  private final Completions completions;

  MessageParser(Completions completions) {
    this.completions = completions;
  }

  @Override
  public ParsedLine parse(String line, int cursor, ParseContext context) {
    boolean whole = context == ParseContext.ACCEPT_LINE || context == ParseContext.SECONDARY_PROMPT;
    if (whole && TripleQuotes.isOpen(line)) {
      throw new EOFError(-1, -1, "the message goes on");
    }
    int start = context == ParseContext.COMPLETE ? completions.wordStart(line, cursor) : cursor;
    return new Word(line, start, cursor);
  }

  @Override
  public boolean isEscapeChar(char c) {
    return false;
  }

  /** The word that ends at the cursor. */
  record Word(String line, int start, int cursor) implements CompletingParsedLine {
    @Override
    public String word() {
      return line.substring(start, cursor);
    }

    @Override
    public int wordCursor() {
      return cursor - start;
    }

    @Override
    public int wordIndex() {
      return 0;
    }

    @Override
    public List<String> words() {
      return List.of(word());
    }

    @Override
    public CharSequence escape(CharSequence candidate, boolean complete) {
      return candidate;
    }

    @Override
    public int rawWordCursor() {
      return wordCursor();
    }

    @Override
    public int rawWordLength() {
      return wordCursor();
    }
  }
}
