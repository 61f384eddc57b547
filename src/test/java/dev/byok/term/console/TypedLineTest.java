package dev.byok.term.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks what is shown of typed keys while no line is edited. */
final class TypedLineTest {
  @ParameterizedTest
  @CsvSource({
    "plain text, plain text",
    "ab\u007fc, ac",
    "a\bb, b",
    "\u4e16\u754c\u007f, \u4e16",
    "\ud83d\ude00\u007fx, x",
    "e\u0301\u007fx, x",
    "one two\u0017three, one three",
    "gone\u0015kept, kept",
    "one<Enter>two, one\u23cetwo",
    "a\u001b[Ab\u001b[1;5Cc\u001bOHd\u001bbe, abcde",
    "x\u001b[200~a<Enter>b\u001b[201~y, xa\u23ceby",
    "a\u0001\u0005\u009bb, ab",
    "a\u202eb\u200fc\u061cd, abcd"
  })
  void keys_are_shown_as_the_text_they_make(String typed, String shown) {
    String keys = typed.replace("<Enter>", "\r");
    TypedLine whole = new TypedLine();
    whole.add(keys);
    assertEquals(shown, whole.shown(80));
    TypedLine pieces = new TypedLine();
    keys.codePoints().forEach(key -> pieces.add(Character.toString(key)));
    assertEquals(shown, pieces.shown(80));
  }

  @Test
  void only_the_end_is_shown_where_it_is_too_long() {
    TypedLine line = new TypedLine();
    line.add("0123456789");
    assertEquals("0123456789", line.shown(10));
    assertEquals("\u202656789", line.shown(6));
    line.add("\u4e16\u4e16");
    assertEquals("\u2026\u4e16\u4e16", line.shown(5));
    assertEquals("\u2026\u4e16", line.shown(4));
    assertEquals("", line.shown(0));
  }

  @Test
  void a_long_paste_is_not_looked_at_again_with_each_key() {
    TypedLine line = new TypedLine();
    line.add("x".repeat(100_000));
    line.add("end");
    assertEquals("\u2026xxend", line.shown(6));
  }
}
