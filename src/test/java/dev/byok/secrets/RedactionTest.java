package dev.byok.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
  /** A key without a prefix that identifies it. */
  private static final String KEY = "Qm7vXt2/LpZ9cRk4+WsYb8NdHg3Jf6Ta1Ue5oVi";

  @Test
  void a_secret_goes_in_each_form_it_is_echoed_in() {
    Redaction redaction = Redaction.of(Secret.of("p\"a\\ss/w+rd "));
    assertEquals("<***>", redaction.apply("<p\"a\\ss/w+rd >"));
    assertEquals("<***>", redaction.apply("<p\"a\\ss/w+rd>"));
    assertEquals("{\"key\":\"***\"}", redaction.apply("{\"key\":\"p\\\"a\\\\ss/w+rd \"}"));
    assertEquals("?key=***&x", redaction.apply("?key=p%22a%5Css%2Fw%2Brd+&x"));
    assertEquals("*** and ***", redaction.apply("p\"a\\ss/w+rd  and p\"a\\ss/w+rd "));
  }

  @Test
  void a_secret_inside_another_leaves_nothing_behind() {
    Redaction redaction = Redaction.of(List.of(Secret.of("abcdef"), Secret.of("abcdefghij")));
    assertEquals("*** ***", redaction.apply("abcdefghij abcdef"));
  }

  @Test
  void a_secret_that_is_almost_nothing_does_not_blank_the_text() {
    Redaction redaction = Redaction.of(List.of(Secret.of("a"), Secret.of(""), Secret.of("   ")));
    assertEquals("a banana", redaction.apply("a banana"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("echoes")
  void a_long_secret_goes_in_every_form_and_in_pieces(String name, String echo) {
    String said = Redaction.of(Secret.of(KEY)).apply("the key <" + echo + "> is unknown");
    assertEquals("the key <***> is unknown", said);
  }

  static List<Arguments> echoes() {
    byte[] bytes = KEY.getBytes(StandardCharsets.UTF_8);
    StringBuilder unicode = new StringBuilder();
    StringBuilder percent = new StringBuilder();
    for (byte each : bytes) {
      unicode.append("\\u%04X".formatted(each));
      percent.append("%%%02x".formatted(each));
    }
    String encoded = Base64.getEncoder().encodeToString(bytes);
    return List.of(
        Arguments.of("whole", KEY),
        Arguments.of("first 20", KEY.substring(0, 20)),
        Arguments.of("last 20", KEY.substring(KEY.length() - 20)),
        Arguments.of("all but the last 4", KEY.substring(0, KEY.length() - 4)),
        Arguments.of("eight from within", KEY.substring(11, 19)),
        Arguments.of("upper case", KEY.toUpperCase(Locale.ROOT)),
        Arguments.of("lower case", KEY.toLowerCase(Locale.ROOT)),
        Arguments.of("Base64", encoded),
        Arguments.of("Base64 without padding", encoded.replace("=", "")),
        Arguments.of("Base64 for URLs", Base64.getUrlEncoder().encodeToString(bytes)),
        Arguments.of("the first half of Base64", encoded.substring(0, 24)),
        Arguments.of("percent-encoded", KEY.replace("+", "%2B").replace("/", "%2F")),
        Arguments.of("percent-encoded in lower case", KEY.replace("+", "%2b").replace("/", "%2f")),
        Arguments.of("every character percent-encoded", percent.toString()),
        Arguments.of("every character as JSON may write it", unicode.toString()),
        Arguments.of("one character as JSON may write it", KEY.replace("+", "\\u002b")),
        Arguments.of("a slash as JSON may write it", KEY.replace("/", "\\/")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "ab", "user:", "Bearer "})
  void a_secret_inside_base64_leaves_nothing_behind_but_its_edges(String before) {
    String all = before + KEY + " and more";
    String encoded = Base64.getEncoder().encodeToString(all.getBytes(StandardCharsets.UTF_8));
    String said = Redaction.of(Secret.of(KEY)).apply(encoded);
    assertTrue(said.contains("***"), said);
    int shown = said.replace("***", "").length();
    assertTrue(shown <= encoded.length() - KEY.length() * 4 / 3 + 3, said);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"the key Qm7vXt2 is cut", "a model of 2026 is ready", "%zz \\u00 \\ % %4"})
  void fewer_characters_than_a_piece_stay(String text) {
    assertEquals(text, Redaction.of(Secret.of(KEY)).apply(text));
  }

  @Test
  void the_names_inside_a_json_secret_are_ordinary_words() {
    Redaction redaction =
        Redaction.of(
            Secret.of(
                "{\"accessKeyId\":\"ZZIAIOSFODNN7EXAMPLE\",\"secretAccessKey\":"
                    + "\"wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzz\",\"region\":\"us-east-1\"}"));
    assertEquals(
        "secretAccessKey or accessKeyId *** does not fit ***",
        redaction.apply(
            "secretAccessKey or accessKeyId ZZIAIOSFODNN7EXAMPLE does not fit wJalrXUtnFEMI/K7"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "Incorrect API key: sk-proj-abcdefgh1234., Incorrect API key: ***",
    "key sk-ant-api03-AbC_d-9999 is bad, key *** is bad",
    "your api key: sk-****************wxyz, your api key: ***",
    "Authorization: Bearer abcdefgh.ijkl, Authorization: ***",
    "authorization: bearer abcdefgh12, authorization: ***",
    "bad byok_abcdefghijklmnopqrstuvw-0123456789abcdefghi, bad ***",
    "AIzaSyA1234567890abcdefghijklmno, ***",
    "AKIAIOSFODNN7EXAMPLE, ***",
    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.sig-na_ture, ***",
    "xai-abcdefgh1234 gsk_abcdefgh1234 hf_abcdefgh1234, *** *** ***"
  })
  void what_looks_like_a_credential_goes_as_well(String text, String redacted) {
    assertEquals(redacted, Redaction.none().apply(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "The model `gpt-5.6-luna` does not exist",
        "a bearer token is missing",
        "set BYOK_OPENAI_COMPATIBLE__OLLAMA_API_KEY",
        "risk-taking and task-oriented words",
        "request id: req_0123456789abcdef",
        "https://platform.openai.com/account/api-keys"
      })
  void ordinary_words_stay(String text) {
    assertEquals(text, Redaction.none().apply(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk-proj-0123456789abcdef",
        "for SK-PROJ-0123456789ABCDEF",
        "23456789",
        "sk%2Dproj%2D0123456789abcdef",
        "c2stcHJvai0wMTIzNDU2Nzg5YWJjZGVm"
      })
  void a_known_secret_is_found_although_it_looks_like_a_credential(String text) {
    assertTrue(Redaction.of(Secret.of("sk-proj-0123456789abcdef")).holds(text));
    assertFalse(Redaction.none().holds(text));
  }

  @Test
  void what_merely_looks_like_a_credential_is_not_held() {
    assertFalse(Redaction.of(Secret.of("sk-proj-0123456789abcdef")).holds("sk-ant-api03-xyzwxyz"));
  }

  @Test
  void what_is_overwritten_stays_as_long_as_it_was() {
    Redaction redaction = Redaction.of(Secret.of(KEY));
    String stars = "*".repeat(KEY.length());
    String text = "a\u4e16 %s, %s of sk-other-key-0123456789";
    assertEquals(text.replace("%s", stars), redaction.overwritten(text.replace("%s", KEY)));
    assertEquals("nothing", redaction.overwritten("nothing"));
    assertEquals(KEY, Redaction.none().overwritten(KEY));
  }
}
