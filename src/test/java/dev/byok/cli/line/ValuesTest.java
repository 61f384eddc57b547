package dev.byok.cli.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Options.Effort;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ValuesTest {
  @ParameterizedTest(name = "{0} is {1} ms")
  @CsvSource({
    "90, 90000",
    "90s, 90000",
    "1500ms, 1500",
    "2m, 120000",
    "0.3, 300",
    "0.5m, 30000",
    "86400, 86400000",
    "1440m, 86400000"
  })
  void a_time_has_a_unit_or_is_in_seconds(String text, long milliseconds) {
    assertEquals(milliseconds, Values.duration("--timeout", text).toMillis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "0",
        "0s",
        "-1",
        "1e3",
        "86401",
        "1441m",
        "1h",
        "s",
        "ms",
        "m",
        ".",
        "1.2.3",
        "٣",
        "∞",
        "0.0001ms",
        "99999999999999999999999999",
        "1 s",
        "+1"
      })
  void what_is_no_time_is_refused(String text) {
    refused(() -> Values.duration("--timeout", text), text);
  }

  @Test
  void a_whole_number_keeps_to_its_bounds() {
    assertNull(Values.whole("--seed", null, 0, 9));
    assertEquals(0L, Values.whole("--retries", "0", 0, 10));
    assertEquals(10L, Values.whole("--retries", "10", 0, 10));
    assertEquals(-5L, Values.whole("--seed", "-5", -9, 9));
    for (String wrong : List.of("11", "-1", "1.5", "1e1", "", "x", "99999999999999999999999")) {
      refused(() -> Values.whole("--retries", wrong, 0, 10), wrong);
    }
  }

  @Test
  void a_decimal_number_keeps_to_its_bounds() {
    assertNull(Values.decimal("-t", null, 0, 2));
    assertEquals(new BigDecimal("0.70"), Values.decimal("-t", "0.70", 0, 2));
    for (String wrong : List.of("2.01", "-0.1", "NaN", "1,5", "1e0", "-", "-.")) {
      refused(() -> Values.decimal("-t", wrong, 0, 2), wrong);
    }
  }

  @Test
  void a_choice_is_one_of_the_names() {
    List<Effort> all = List.of(Effort.values());
    assertNull(Values.choice("--effort", null, all));
    assertEquals(Effort.HIGH, Values.choice("--effort", "high", all));
    Failure failure = refused(() -> Values.choice("--effort", "HIGH", all), "HIGH");
    assertEquals("it takes none, low, medium, high, xhigh, max", failure.hint());
  }

  @Test
  void tags_are_names_and_values() {
    assertEquals(
        Map.of("job", "nightly", "empty", "", "sum", "a=b"),
        Values.tags(List.of("job=nightly", "empty=", "sum=a=b")));
    refused(() -> Values.tags(List.of("nightly")), "nightly");
    refused(() -> Values.tags(List.of("=nightly")), "=nightly");
  }

  @Test
  void a_key_given_by_mistake_is_not_repeated() {
    Failure failure =
        assertThrows(Failure.class, () -> Values.whole("--seed", "sk-proj-0123456789abcdef", 0, 9));
    assertFalse(failure.text().contains("0123456789"), failure.text());
    String endless = "x".repeat(1000);
    assertTrue(
        assertThrows(Failure.class, () -> Values.duration("--timeout", endless)).text().length()
            < 120);
  }

  private static Failure refused(Executable read, String text) {
    Failure failure = assertThrows(Failure.class, read);
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.text().contains("\"" + text + "\""), failure.text());
    assertNotNull(failure.hint());
    return failure;
  }
}
