package dev.byok.text.markdown;

import java.util.List;
import java.util.Set;

/**
 * What the highlighter knows about a language.
 *
 * @param keywords in lower case where the language ignores case
 * @param lineComments what begins a comment that ends with its line
 * @param blocks what may span several lines
 * @param quotes characters around strings on one line
 * @param form what is special about the language
 */
record Language(
    Set<String> keywords, List<String> lineComments, List<Block> blocks, String quotes, Form form) {
  /** A comment or string that may span several lines. */
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
    /** Keywords match in any case. */
    ANY_CASE,
    /** Names come before a colon or an equals sign. */
    KEYED,
    /** Tags are in angle brackets. */
    MARKUP,
    /** Nothing to highlight. */
    PLAIN
  }
}
