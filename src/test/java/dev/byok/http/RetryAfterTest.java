package dev.byok.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RetryAfterTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);
  private static final Duration MONTH = Duration.ofDays(30);

  @ParameterizedTest(name = "{0} is {1} ms")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                              | 0
          17                             | 17000
          0.25                           | 250
          Sat, 21 Nov 2026 10:00:30 GMT  | 30000
          Sat, 21 Nov 2026 12:00:30 +0200 | 30000
          Sat, 21 Nov 2026 09:59:00 GMT  | 0
          Saturday, 21-Nov-26 10:00:30 GMT | 30000
          Sat Nov 21 10:00:30 2026       | 30000
          Tue Dec  1 10:00:00 2026       | 864000000
          """)
  void seconds_and_dates_are_read(String value, long milliseconds) {
    assertEquals(Duration.ofMillis(milliseconds), wait(Map.of("retry-after", value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "-1", "1e9", "+5", "5s", "1.2.3", "NaN", "٣", ".", "2026-11-21"})
  void what_makes_no_sense_is_no_wait(String value) {
    assertNull(wait(Map.of("retry-after", value)));
    assertNull(wait(Map.of("retry-after-ms", value)));
  }

  @Test
  void a_date_is_measured_by_the_clock_of_its_server() {
    assertEquals(
        Duration.ofSeconds(20),
        wait(
            Map.of(
                "retry-after", "Sat, 21 Nov 2026 03:00:20 GMT",
                "date", "Sat, 21 Nov 2026 03:00:00 GMT")));
    assertEquals(
        Duration.ofSeconds(20),
        wait(Map.of("retry-after", "Sat, 21 Nov 2026 10:00:20 GMT", "date", "today")));
  }

  @Test
  void milliseconds_go_before_seconds() {
    assertEquals(
        Duration.ofMillis(1500), wait(Map.of("retry-after-ms", "1500", "retry-after", "9")));
    assertEquals(Duration.ofSeconds(9), wait(Map.of("retry-after-ms", "x", "retry-after", "9")));
  }

  @Test
  void a_number_of_any_size_is_bounded() {
    assertEquals(MONTH, wait(Map.of("retry-after", "99999999999999999999")));
    assertEquals(MONTH, RetryAfter.ofSeconds(new BigDecimal("1e999")));
    assertNull(RetryAfter.ofSeconds(new BigDecimal("-1e999")));
    assertNull(RetryAfter.ofSeconds(null));
  }

  private static @Nullable Duration wait(Map<String, String> headers) {
    return RetryAfter.of(new Headers(headers), CLOCK);
  }

  private record Headers(Map<String, String> named) implements Response {
    @Override
    public int status() {
      return 429;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(named.get(name));
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public InputStream body() {
      return InputStream.nullInputStream();
    }

    @Override
    public void close() {}
  }
}
