package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks highlighting, with a letter for each style; n is a number, N a name. */
final class HighlighterTest {
  private static final Map<Integer, String> LETTERS =
      Map.of(
          Style.PLAIN, ".",
          Style.KEYWORD, "k",
          Style.STRING, "s",
          Style.COMMENT, "c",
          Style.NUMBER, "n",
          Style.NAME, "N");

  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "java => int x = 1; // c => kkk.....n..cccc",
        "java => f(\"a\\\"b\", 'c') => ..ssssss..sss.",
        "js => const a = `t` => kkkkk.....sss",
        "python => def f(): # c => kkk......ccc",
        "go => func f() 0x1F => kkkk.....nnnn",
        "rust => fn f<'a>(x) => kk.........",
        "cpp => return 1.5f; => kkkkkk.nnnn.",
        "sh => if [ $# ]; then x => kk.........kkkk..",
        "sql => SELECT 'a' -- c => kkkkkk.sss.cccc",
        "json => \"a\": [true, \"b\"] => NNN...kkkk..sss.",
        "yaml => key: true # c => NNN..kkkk.ccc",
        "html => <a href=\"x\">t</a> => kk......sssk.kkkk",
        "css => a { color: 1px } => ....NNNNN..nnn..",
        "nothing => int x = 1; => .........."
      })
  void a_line_is_colored(String language, String code, String letters) {
    assertEquals(letters, letters(new Highlighter(Languages.of(language)), code));
  }

  @Test
  void comments_and_strings_go_over_lines() {
    Highlighter java = new Highlighter(Languages.of("java"));
    assertEquals("...cccc", letters(java, "a; /* b"));
    assertEquals("ccccccc", letters(java, "int // "));
    assertEquals("cccc.kkk", letters(java, "c */ int"));
    Highlighter python = new Highlighter(Languages.of("python"));
    assertEquals("....ssss", letters(python, "x = \"\"\"a"));
    assertEquals("sssss", letters(python, "# b '"));
    assertEquals("sss.cc", letters(python, "\"\"\" #c"));
  }

  @Test
  void a_line_comment_ends_with_its_line_not_with_a_part_of_it() {
    Highlighter java = new Highlighter(Languages.of("java"));
    assertEquals("cccc", letters(java, "// a"));
    assertEquals("ccc", letters(java, "int"));
    java.endLine();
    assertEquals("kkk", letters(java, "int"));
  }

  private static String letters(Highlighter highlighter, String code) {
    StringBuilder letters = new StringBuilder();
    for (int style : highlighter.styles(code)) {
      letters.append(LETTERS.get(style));
    }
    return letters.toString();
  }
}
