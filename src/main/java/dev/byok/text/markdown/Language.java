package dev.byok.text.markdown;

import java.util.List;
import java.util.Set;

/**
 * What a highlighter must know of a language.
 *
 * @param keywords in lower case where the language does not tell cases apart
 * @param lineComments what begins a comment that ends with its line
 * @param blocks what may go over several lines
 * @param quotes characters around strings of one line
 * @param form what is peculiar to the language
 */
record Language(
    Set<String> keywords, List<String> lineComments, List<Block> blocks, String quotes, Form form) {
  /** A comment or string over several lines. */
  record Block(String opening, String closing, int style) {
    static Block comment(String opening, String closing) {
      return new Block(opening, closing, Style.COMMENT);
    }

    static Block string(String sign) {
      return new Block(sign, sign, Style.STRING);
    }
  }

  enum Form {
    PROGRAM,
    /** Keywords in any case. */
    ANY_CASE,
    /** Names before a colon. */
    KEYED,
    /** Tags between angle brackets. */
    MARKUP,
    /** Nothing to highlight. */
    PLAIN
  }
}
