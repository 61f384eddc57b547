package dev.byok.secrets;

import java.util.Map;

/** The named HTML entities for characters that keys contain. */
final class Entities {
  private static final int LONGEST = 9;

  private static final Map<String, Character> MEANINGS =
      Map.ofEntries(
          Map.entry("amp", '&'),
          Map.entry("lt", '<'),
          Map.entry("gt", '>'),
          Map.entry("quot", '"'),
          Map.entry("apos", '\''),
          Map.entry("num", '#'),
          Map.entry("dollar", '$'),
          Map.entry("percnt", '%'),
          Map.entry("lpar", '('),
          Map.entry("rpar", ')'),
          Map.entry("ast", '*'),
          Map.entry("midast", '*'),
          Map.entry("plus", '+'),
          Map.entry("comma", ','),
          Map.entry("period", '.'),
          Map.entry("sol", '/'),
          Map.entry("colon", ':'),
          Map.entry("semi", ';'),
          Map.entry("equals", '='),
          Map.entry("quest", '?'),
          Map.entry("commat", '@'),
          Map.entry("lbrack", '['),
          Map.entry("lsqb", '['),
          Map.entry("rbrack", ']'),
          Map.entry("rsqb", ']'),
          Map.entry("bsol", '\\'),
          Map.entry("hat", '^'),
          Map.entry("lowbar", '_'),
          Map.entry("underbar", '_'),
          Map.entry("grave", '`'),
          Map.entry("lbrace", '{'),
          Map.entry("lcub", '{'),
          Map.entry("rbrace", '}'),
          Map.entry("rcub", '}'),
          Map.entry("vert", '|'),
          Map.entry("verbar", '|'),
          Map.entry("tilde", '~'),
          Map.entry("excl", '!'),
          // A page may print these instead of a minus.
          Map.entry("hyphen", '-'),
          Map.entry("dash", '-'),
          Map.entry("minus", '-'),
          Map.entry("shy", '\u00ad'),
          Map.entry("zwj", '\u200d'),
          Map.entry("zwnj", '\u200c'),
          Map.entry("nbsp", ' '),
          Map.entry("tab", '\t'),
          Map.entry("newline", '\n'));

  private Entities() {}

  /** Returns the length of the longest name at this index, or 0. */
  static int longest(CharSequence text, int at) {
    int length = 0;
    while (length < LONGEST && at + length < text.length() && isLetter(text.charAt(at + length))) {
      length++;
    }
    while (length > 0 && !MEANINGS.containsKey(name(text.subSequence(at, at + length)))) {
      length--;
    }
    return length;
  }

  static char meaning(CharSequence name) {
    return MEANINGS.getOrDefault(name(name), View.BREAK);
  }

  private static String name(CharSequence text) {
    return text.toString().toLowerCase(java.util.Locale.ROOT);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
