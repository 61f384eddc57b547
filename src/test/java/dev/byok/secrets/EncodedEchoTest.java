package dev.byok.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a key is hidden that comes back encoded, in one way or in several. */
final class EncodedEchoTest {
  /** Matches no pattern for keys, although its characters are those of keys. */
  private static final String KEY = "Qm7vXt2-LpZ9cRk4_WsYb8NdHg3Jf6.Ta1Ue5oVi";

  /** Escapes, which may be nested. */
  private static final List<Arguments> ESCAPES =
      List.of(
          escape("decimal entities", c -> "&#" + c + ";"),
          escape("decimal entities without semicolon", c -> "&#" + c),
          escape("padded entities", c -> "&#%07d;".formatted(c)),
          escape("hex entities", c -> "&#x%x;".formatted(c)),
          escape("hex entities in capitals", c -> "&#X%X;".formatted(c)),
          escape("JSON", c -> "\\u%04x".formatted(c)),
          escape("JSON in capitals", c -> "\\u%04X".formatted(c)),
          escape("braces", c -> "\\u{%x}".formatted(c)),
          escape("long unicode", c -> "\\U%08x".formatted(c)),
          escape("backslash x", c -> "\\x%02x".formatted(c)),
          escape("octal", c -> "\\%03o".formatted(c)),
          escape("percent", c -> "%%%02x".formatted(c)),
          escape("percent in capitals", c -> "%%%02X".formatted(c)),
          escape("percent u", c -> "%%u%04x".formatted(c)));

  /** Other encodings, which apply to the key itself. */
  private static final List<Arguments> FORMS =
      List.of(
          form("quoted-printable", "=%02X"),
          form("quoted-printable in small letters", "=%02x"),
          form("hex", "%02x"),
          form("hex in capitals", "%02X"),
          form("hex with blanks", "%02x "),
          form("hex with colons", "%02x:"),
          form("hex with hyphens", "%02X-"),
          form("hex list", "0x%02x, "),
          form("hex strings", "\"0x%02X\", "),
          form("hex of UTF-16", "%04x"),
          form("hex of UTF-16 with blanks", "00 %02x "),
          form("code points", "U+%04X "),
          form("decimal list", "%d, "),
          form("decimal list without blanks", "%d,"),
          form("octal dump", "%03o "),
          form("calls", "chr(%d)."),
          form("style sheet", "\\%x "),
          form("zero-width spaces", "%c\u200b"),
          form("soft hyphens", "%c\u00ad"),
          form("word joiners", "%c\u2060"),
          form("byte order marks", "%c\ufeff"),
          form("joiners", "%c\u200d"),
          form("right-to-left marks", "%c\u200f"),
          form("soft hyphens as entities", "%c&shy;"),
          form("zero-width as entities", "%c&#8203;"),
          form("UTF-16", "%c\0"),
          form("UTF-16 in percent", "%c%%00"),
          form("UTF-16 in JSON", "%c\\u0000"),
          form("blanks", "%c "),
          form("line breaks", "%c\n"),
          form("escaped line breaks", "%c\\n"),
          form("soft line breaks", "%c=\n"),
          form("soft line breaks of mail", "%c=\r\n"),
          Arguments.of("full width", (UnaryOperator<String>) EncodedEchoTest::wide),
          Arguments.of(
              "backwards", (UnaryOperator<String>) s -> new StringBuilder(s).reverse().toString()),
          Arguments.of(
              "named entities",
              (UnaryOperator<String>)
                  s ->
                      s.replace("-", "&hyphen;").replace("_", "&lowbar;").replace(".", "&period;")),
          Arguments.of(
              "named entities without semicolon",
              (UnaryOperator<String>) s -> s.replace("_", "&lowbar").replace(".", "&period")),
          Arguments.of(
              "the signs of quoted-printable",
              (UnaryOperator<String>) s -> s.replace("-", "=2D").replace("_", "=5F")),
          Arguments.of(
              "wrapped quoted-printable",
              (UnaryOperator<String>) s -> s.replaceAll("(.{9})", "$1=\r\n")),
          Arguments.of("Base64", (UnaryOperator<String>) EncodedEchoTest::base64));

  static List<Arguments> forms() {
    List<Arguments> all = new ArrayList<>(ESCAPES);
    all.addAll(FORMS);
    return all;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void a_key_goes_in_every_form(String name, UnaryOperator<String> form) {
    assertGone(form.apply(KEY));
    assertHidden(form.apply(KEY), name);
    for (int length : List.of(8, 9, 16, 30)) {
      for (int at = 0; at + length <= KEY.length(); at += 5) {
        String part = KEY.substring(at, at + length);
        // Base64 shows only whole groups of the key, and not which, so short pieces are not found.
        if (!name.equals("Base64") || length >= 16) {
          assertHidden(form.apply(part), name + " of " + part);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void a_key_goes_in_every_form_that_was_escaped_again(String name, UnaryOperator<String> form) {
    for (Arguments escape : ESCAPES) {
      assertHidden(operator(escape).apply(form.apply(KEY)), name + " in " + escape.get()[0]);
    }
    String echo = form.apply(KEY);
    assertHidden(echo.replace("%", "%25"), name);
    assertHidden(echo.replace("%", "%2525"), name);
    assertHidden(echo.replace("&", "&amp;"), name);
    assertHidden(echo.replace("&", "&amp;amp;"), name);
    assertHidden(echo.replace("\\", "\\\\"), name);
    assertHidden(echo.replace("\\", "\\\\\\\\"), name);
    assertHidden(echo.replace("\\", "%5C"), name);
  }

  @Test
  void a_key_goes_whatever_each_of_its_characters_was_made_of() {
    Random random = new Random(20_261_129);
    for (int round = 0; round < 300; round++) {
      StringBuilder echo = new StringBuilder();
      for (int at = 0; at < KEY.length(); at++) {
        char c = KEY.charAt(at);
        String one = String.valueOf(c);
        // Digits right after an unterminated number would belong to it.
        int which = random.nextInt(ESCAPES.size() + 3);
        boolean open = which == 1;
        echo.append(
            which >= ESCAPES.size() || open ? one : operator(ESCAPES.get(which)).apply(one));
        if (random.nextInt(8) == 0) {
          echo.append(random.nextBoolean() ? "\u200b" : "&shy;");
        }
      }
      String twice =
          random.nextBoolean()
              ? echo.toString()
              : operator(ESCAPES.get(random.nextInt(ESCAPES.size()))).apply(echo.toString());
      assertHidden(twice, "round " + round);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Incorrect API key provided. You can find your API key at https://platform.openai.com.",
        "The model `gpt-5.6-luna-2026-08-01` does not exist or you do not have access to it.",
        "messages.0.content: at least one of [115, 107, 45] is required &amp; must not be empty",
        "This model's maximum context length is 128000 tokens. However, you requested 130048.",
        "request id: req_011CSHoEeqs5C35K2UUqR7Fy, trace 4bf92f3577b34da6a3ce929d0e0e4736",
        "x-request-id: 9d3b0f1e-6c6a-4d55-8f3a-0b8e6f4f2a11; cf-ray: 8c1f2e3d4b5a6978-FRA",
        "0x00007ffe 0xdeadbeef %20%E2%9C%93 \\u2713 \\x1b[31m =3D=20 \\163 &nbsp;&eacute;",
        "invalid_request_error: Unsupported value: 'temperature' does not support 0.7",
        "<html><head><title>403&nbsp;Forbidden</title></head><body>\r\n<hr>nginx/1.27</body>",
        "ERREUR : la clé n'est pas valide ; réessayez — \uFF21\uFF22\uFF23"
      })
  void what_a_provider_says_stays(String text) {
    assertEquals(text, Redaction.of(Secret.of(KEY)).apply(text));
    assertFalse(Redaction.of(Secret.of(KEY)).holds(text));
  }

  @Test
  void what_stands_around_an_encoded_key_stays() {
    String id = "req_0a1b2c3d4e5f60718293a4b5c6d7e8f9";
    for (Arguments form : forms()) {
      String echo = operator(form).apply(KEY);
      String said =
          Redaction.of(Secret.of(KEY)).apply(id + " <<" + echo + ">> is unknown, see " + id);
      assertTrue(said.startsWith(id + " <<"), form.get()[0] + ": " + said);
      assertTrue(said.endsWith(" is unknown, see " + id), form.get()[0] + ": " + said);
    }
  }

  @Test
  void a_short_secret_is_not_found_by_chance() {
    String text = "code 116 101 115 116, 74657374, tset, t e s t";
    assertEquals(text, Redaction.of(Secret.of("test")).apply(text));
  }

  /** Counts the characters that are read. A clock would also measure what else the machine does. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "&", "&#", "&#1", "&amp;", "&amp", "&abcdefghi", "\\", "\\u00", "\\u{1", "\\x7", "%", "%25",
        "%u00", "=", "=\r\n", "=3", "7", "73", "73 ", "0x73,", "115,", "163 ", "\u200b", "a\u00ad",
        "f", "g", "Qm7vXt2-", "Qm7vXt2", "eyJ-", "sk-x ", "bearer ", "eyJaaaaaaaa."
      })
  void a_text_is_looked_at_in_proportion_to_its_length(String filler) {
    long once = work(filler.repeat(1 << 10));
    long often = work(filler.repeat(1 << 14));
    long length = (long) filler.length() << 14;
    assertTrue(often <= length * 400, () -> often + " for " + length);
    assertTrue(often <= once * 20, () -> once + ", then " + often);
  }

  private static long work(String text) {
    long[] looks = {0};
    Views.each(
        new Counted(text, looks),
        view -> looks[0] += view.length(),
        view -> looks[0] += view.length());
    Lookalikes.masked(new Counted(text, looks), "***");
    return looks[0];
  }

  /** Counts the reads of the text itself, which every first pass makes. */
  private static final class Counted implements CharSequence {
    private final String text;
    private final long[] looks;

    Counted(String text, long[] looks) {
      this.text = text;
      this.looks = looks;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      looks[0]++;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      looks[0] += end - start;
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static void assertGone(String echo) {
    String said = Redaction.of(Secret.of(KEY)).apply("the key <" + echo + "> is unknown");
    assertTrue(said.startsWith("the key <"), said);
    assertTrue(said.endsWith("> is unknown"), said);
  }

  private static void assertHidden(String echo, String how) {
    Redaction redaction = Redaction.of(Secret.of(KEY));
    String said = redaction.apply(echo);
    assertTrue(said.contains("***"), () -> how + ": " + said);
    assertFalse(redaction.holds(said), () -> how + ": " + said);
    int shown = said.replace("***", "").length();
    assertTrue(shown <= Math.max(24, echo.length() / 4), () -> how + ": " + said);
  }

  private static String wide(String text) {
    return text.chars()
        .mapToObj(c -> String.valueOf((char) (c + 0xfee0)))
        .collect(Collectors.joining());
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Only Latin letters have such an escape. */
  private static Arguments escape(String name, IntFunction<String> one) {
    UnaryOperator<String> all =
        text ->
            text.chars()
                .mapToObj(c -> c < 0x100 ? one.apply(c) : String.valueOf((char) c))
                .collect(Collectors.joining());
    return Arguments.of(name, all);
  }

  private static Arguments form(String name, String one) {
    boolean character = one.contains("%c");
    return escape(
        name, c -> character ? one.formatted((char) c) : String.format(Locale.ROOT, one, c));
  }

  @SuppressWarnings("unchecked")
  private static UnaryOperator<String> operator(Arguments form) {
    return Objects.requireNonNull((UnaryOperator<String>) form.get()[1]);
  }
}
