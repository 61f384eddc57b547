package dev.byok.text.markdown;

import dev.byok.text.markdown.Language.Block;
import dev.byok.text.markdown.Language.Form;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Colors code line by line: keywords, strings, comments, numbers. From one line to the next it
 * remembers only which multi-line comment or string it is in.
 */
final class Highlighter {
  private final Language language;
  private @Nullable Block block;
  private boolean inTag;
  private boolean inLineComment;

  Highlighter(Language language) {
    this.language = language;
  }

  /** Returns a style for each character of a line, or of the next part of a very long one. */
  int[] styles(String line) {
    int[] styles = new int[line.length()];
    if (language.form() == Form.PLAIN) {
      return styles;
    }
    for (int i = 0; i < line.length(); ) {
      i = Math.max(i + 1, next(line, i, styles));
    }
    return styles;
  }

  void endLine() {
    inLineComment = false;
  }

  private int next(String line, int at, int[] styles) {
    if (inLineComment || startsLineComment(line, at)) {
      inLineComment = true;
      return fill(styles, at, line.length(), Style.COMMENT);
    }
    if (block != null) {
      return inBlock(block, line, at, at, styles);
    }
    for (Block begun : language.blocks()) {
      if (line.startsWith(begun.opening(), at)) {
        block = begun;
        return inBlock(begun, line, at, at + begun.opening().length(), styles);
      }
    }
    char c = line.charAt(at);
    if (language.form() == Form.MARKUP) {
      return markup(line, at, c, styles);
    }
    if (language.quotes().indexOf(c) >= 0) {
      return string(line, at, c, styles);
    }
    if (isNamePart(c)) {
      return word(line, at, styles);
    }
    return at + 1;
  }

  private int inBlock(Block begun, String line, int from, int search, int[] styles) {
    int end = line.indexOf(begun.closing(), search);
    if (end < 0) {
      return fill(styles, from, line.length(), begun.style());
    }
    block = null;
    return fill(styles, from, end + begun.closing().length(), begun.style());
  }

  private boolean startsLineComment(String line, int at) {
    if (block != null) {
      return false;
    }
    for (String sign : language.lineComments()) {
      boolean apart = !sign.equals("#") || at == 0 || line.charAt(at - 1) == ' ';
      if (apart && line.startsWith(sign, at)) {
        return true;
      }
    }
    return false;
  }

  /** Colors a string. A single apostrophe, such as a lifetime's in Rust, does not begin one. */
  private int string(String line, int at, char quote, int[] styles) {
    int end = at + 1;
    while (end < line.length() && line.charAt(end) != quote) {
      end += line.charAt(end) == '\\' ? 2 : 1;
    }
    if (end >= line.length() && quote == '\'') {
      return at + 1;
    }
    end = Math.min(line.length(), end + 1);
    return fill(styles, at, end, isKey(line, end) ? Style.NAME : Style.STRING);
  }

  private int word(String line, int at, int[] styles) {
    int end = at;
    boolean number = Character.isDigit(line.charAt(at));
    while (end < line.length()
        && (isNamePart(line.charAt(end)) || (number && isPoint(line, end)))) {
      end++;
    }
    String word = line.substring(at, end);
    boolean keyword =
        language
            .keywords()
            .contains(language.form() == Form.ANY_CASE ? word.toLowerCase(Locale.ROOT) : word);
    if (number) {
      return fill(styles, at, end, Style.NUMBER);
    }
    if (isKey(line, end)) {
      return fill(styles, at, end, Style.NAME);
    }
    return keyword ? fill(styles, at, end, Style.KEYWORD) : end;
  }

  private int markup(String line, int at, char c, int[] styles) {
    if (c == '<') {
      int end = at + 1;
      while (end < line.length() && "/!?".indexOf(line.charAt(end)) >= 0) {
        end++;
      }
      if (end == line.length() || !Character.isLetter(line.charAt(end))) {
        return at + 1;
      }
      while (end < line.length() && (isNamePart(line.charAt(end)) || line.charAt(end) == ':')) {
        end++;
      }
      inTag = true;
      return fill(styles, at, end, Style.KEYWORD);
    }
    if (c == '>' && inTag) {
      inTag = false;
      return fill(styles, at, at + 1, Style.KEYWORD);
    }
    if (inTag && language.quotes().indexOf(c) >= 0) {
      return string(line, at, c, styles);
    }
    return at + 1;
  }

  private boolean isKey(String line, int end) {
    if (language.form() != Form.KEYED) {
      return false;
    }
    int colon = end;
    while (colon < line.length() && line.charAt(colon) == ' ') {
      colon++;
    }
    return colon < line.length() && (line.charAt(colon) == ':' || line.charAt(colon) == '=');
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static boolean isPoint(String line, int at) {
    return line.charAt(at) == '.'
        && at + 1 < line.length()
        && Character.isDigit(line.charAt(at + 1));
  }

  private static int fill(int[] styles, int from, int to, int style) {
    Arrays.fill(styles, from, to, style);
    return to;
  }
}
