package dev.byok.secrets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RedactionTest {
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
  @CsvSource({
    "Incorrect API key: sk-proj-abcdefgh1234., Incorrect API key: ***",
    "key sk-ant-api03-AbC_d-9999 is bad, key *** is bad",
    "your api key: sk-****************wxyz, your api key: ***",
    "Authorization: Bearer abcdefgh.ijkl, Authorization: ***",
    "authorization: bearer abcdefgh12, authorization: ***",
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
        "risk-taking and task-oriented words",
        "request id: req_0123456789abcdef",
        "https://platform.openai.com/account/api-keys"
      })
  void ordinary_words_stay(String text) {
    assertEquals(text, Redaction.none().apply(text));
  }
}
