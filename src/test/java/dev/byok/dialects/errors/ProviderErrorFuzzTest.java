package dev.byok.dialects.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ProviderErrorFuzzTest {
  /** Any body that comes with a failure gives a kind and a bounded text. */
  @FuzzTest(maxDuration = "30s")
  void any_body_is_a_report(FuzzedDataProvider data) {
    int status = data.consumeInt(0, 599);
    check(status, data.consumeRemainingAsString());
  }

  @ParameterizedTest
  @MethodSource("oddBodies")
  void odd_bodies_are_reports(String body) {
    check(500, body);
  }

  static Stream<String> oddBodies() {
    return Stream.of(
        "",
        "\0",
        "<",
        "<title>",
        "</title><title>",
        "<TITLE>x</TITLE>",
        "<p>" + "İ".repeat(50) + "<title>x</title>",
        "<".repeat(100_000),
        "[".repeat(100_000),
        "{\"error\":".repeat(400) + "1" + "}".repeat(400),
        "[]",
        "[[]]",
        "[null]",
        "null",
        "1e999999999",
        "{\"error\":{\"code\":1e999999999,\"status\":-1,\"message\":[[[\"x\"]],{},null,1]}}",
        "{\"retry_after\":\"soon\",\"error\":[]}",
        "x".repeat(100_000),
        "\"" + "🙂".repeat(5_000) + "\"",
        "data:",
        "data: {}\ndata: {\"error\":1}",
        "\uFEFF{\"error\":\"x\"}",
        "{\"error\":{\"message\":\"try again in " + "9".repeat(5_000) + "s\"}}",
        "{\"retry_after\":\"" + "1h".repeat(5_000) + "\"}",
        "{\"error\":{\"details\":[{\"retryDelay\":\"-1s\",\"violations\":[1,{\"quotaId\":2}]},3]}}",
        "{\"base_resp\":{\"status_code\":-1,\"status_msg\":[{}]},\"detail\":{\"loc\":[1]}}",
        "{\"message\":\"" + "[BYOK] ".repeat(5_000) + "\"}",
        "{\"message\":\"" + "input token count ".repeat(5_000) + "\"}",
        "{\"error\":{\"metadata\":{\"raw\":\"{\\\"error\\\":[]}\"},\"balance\":1e300}}");
  }

  private static void check(int status, String body) {
    ProviderError error = ProviderError.read(status, body);
    assertEquals(error.message().strip(), error.message());
    assertTrue(error.kind().exitCode() >= 3);
    for (String provider : List.of("openai", "google", "cerebras", "inception", "kilo", "zai")) {
      Classification what = error.classify(provider);
      assertTrue(what.kind().exitCode() >= 3 && what.kind().exitCode() <= 9, what.toString());
    }
    assertEquals(error, ProviderError.read(status, body));
  }
}
