package dev.byok.text.markdown;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks the styles within a line, written here as tags: b, i, s, u, and c for code. */
final class InlineReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiterString = " => ",
      quoteCharacter = '\0',
      value = {
        "a **b** c => a <b>b</> c",
        "a *b* _c_ => a <i>b</> <i>c</>",
        "~~a~~ => <s>a</>",
        "***a*** => <bi>a</>",
        "***a** b* => <bi>a</><i> b</>",
        "**a *b* c** => <b>a </><bi>b</><b> c</>",
        "**Note:**text => <b>Note:</>text",
        "`a b` => <c>a b</>",
        "`` a`b `` => <c>a`b</>",
        "`**a**` => <c>**a**</>",
        "**`a`** => <bc>a</>",
        "[a *b*](http://x.y) => <u>a </><iu>b</> (<u>http://x.y</>)",
        "[a](x \"t\") => <u>a</> (<u>x</>)",
        "[a](<x y>) => <u>a</> (<u>x y</>)",
        "[a](x_(y)) => <u>a</> (<u>x_(y)</>)",
        "![alt](x.png) => <u>alt</> (<u>x.png</>)",
        "[http://x.y](http://x.y) => <u>http://x.y</>",
        "<http://x.y> => <u>http://x.y</>",
        "see http://x.y/_a_b. => see <u>http://x.y/_a_b</>.",
        "(https://x.y) => (<u>https://x.y</>)",
        "\\*a\\* => *a*",
        "__init__ => <b>init</>"
      })
  void styles_are_drawn(String markdown, String tagged) {
    assertEquals(tagged, tagged(Samples.drawn(markdown, 200, true)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a_b_c",
        "2 * 3 * 4",
        "a*b*c",
        "**unclosed",
        "*unclosed _also",
        "a ` b",
        "``a`",
        "[1]",
        "[a][b]",
        "[a] (b)",
        "[a](b c)",
        "[a](b",
        "List<String> x",
        "<b>x</b>",
        "1 < 2 > 0",
        "&amp; &lt;",
        "~5 and ~6",
        "a! b",
        "http",
        "C:\\dir",
        "x\\"
      })
  void what_is_no_markup_stays_as_it_is(String text) {
    assertEquals(text, tagged(Samples.drawn(text, 200, true)));
  }

  private static String tagged(String drawn) {
    return drawn
        .stripTrailing()
        .replace("\u001b[0m", "</>")
        .replace("\u001b[0;", "</>\u001b[")
        .replace("\u001b[1;3m", "<bi>")
        .replace("\u001b[1;33m", "<bc>")
        .replace("\u001b[3;4m", "<iu>")
        .replace("\u001b[1m", "<b>")
        .replace("\u001b[3m", "<i>")
        .replace("\u001b[4m", "<u>")
        .replace("\u001b[9m", "<s>")
        .replace("\u001b[33m", "<c>");
  }
}
