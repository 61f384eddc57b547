package dev.byok.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Fixtures.FakeTransport;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.io.Closeable;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks when a request is sent again, and after how long. */
final class RetryTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

  private final FakeTransport network = new FakeTransport();
  private final Recorder progress = new Recorder();

  @ParameterizedTest(name = "Retry-After: {0} waits {1} s")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0                             | 0
          1                             | 1
          1.5                           | 1.5
          60                            | 60
          Sat, 21 Nov 2026 10:00:07 GMT | 7
          Sat, 21 Nov 2026 09:00:00 GMT | 0
          """)
  void what_the_provider_asks_for_is_obeyed_up_to_a_minute(String value, double seconds) {
    network.then(429, Map.of("retry-after", value), "{}");
    assertEquals(Kind.RATE_LIMIT, failure(2).kind());
    Duration wait = Duration.ofMillis((long) (seconds * 1000));
    assertEquals(List.of(wait, wait), progress.pauses);
    assertEquals(3, network.requests.size());
  }

  @ParameterizedTest(name = "Retry-After: {0}")
  @ValueSource(
      strings = {
        "61",
        "1000000000",
        "99999999999999999999",
        "Sat, 21 Nov 2026 11:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT"
      })
  void a_longer_wait_ends_the_command_and_is_told(String value) {
    for (int status : List.of(429, 503)) {
      FakeTransport asking = new FakeTransport().then(status, Map.of("retry-after", value), "{}");
      Failure failure = failure(asking, 2);
      assertEquals(status == 429 ? Kind.RATE_LIMIT : Kind.UNAVAILABLE, failure.kind());
      assertEquals(1, asking.requests.size());
      Duration wait = failure.retryAfter();
      assertTrue(wait != null && wait.toSeconds() > 60, "" + wait);
      assertTrue(failure.details().toString().contains("it asks to wait "), failure.toString());
    }
  }

  @ParameterizedTest(name = "Retry-After: {0}")
  @ValueSource(strings = {"1e9", "-1", "soon", "", "1.2.3", "0x10", "Sat, 31 Feb 2026", "∞"})
  void a_wait_that_makes_no_sense_is_byoks_own(String value) {
    network.then(503, Map.of("retry-after", value), "");
    assertEquals(Kind.UNAVAILABLE, failure(3).kind());
    assertEquals(3, progress.pauses.size());
    long doubled = 500;
    for (Duration pause : progress.pauses) {
      assertTrue(pause.toMillis() <= doubled && pause.toMillis() >= doubled * 3 / 4, "" + pause);
      doubled *= 2;
    }
  }

  @Test
  void the_wait_in_the_body_counts_where_no_header_has_one() {
    network.then(429, "{\"error\":{\"message\":\"slow\",\"retry_after\":9}}");
    assertEquals(Duration.ofSeconds(9), failure(1).retryAfter());
    assertEquals(List.of(Duration.ofSeconds(9)), progress.pauses);
  }

  @ParameterizedTest(name = "HTTP {0} {2}: {1} requests")
  @CsvSource({
    "400, 1, {}",
    "401, 1, {}",
    "403, 1, {}",
    "404, 1, {}",
    "408, 1, {}",
    "409, 1, {}",
    "425, 1, {}",
    "302, 1, {}",
    "429, 4, {}",
    "429, 1, {\"error\":{\"code\":\"insufficient_quota\"}}",
    "500, 4, {}",
    "500, 1, {\"error\":{\"code\":\"context_length_exceeded\"}}",
    "503, 4, {}",
    "529, 4, {}"
  })
  void only_a_rate_limit_and_a_servers_failure_are_tried_again(
      int status, int requests, String body) {
    network.then(status, Map.of("retry-after", "0"), body);
    failure(3);
    assertEquals(requests, network.requests.size());
    assertEquals(requests, progress.attempts);
    assertEquals(requests - 1, progress.notices.size());
  }

  @Test
  void a_provider_may_forbid_another_attempt() {
    network.then(503, Map.of("x-should-retry", "false"), "");
    failure(3);
    assertEquals(1, network.requests.size());
  }

  @Test
  void no_retries_means_one_request() {
    network.then(503, "");
    failure(0);
    assertEquals(1, network.requests.size());
    assertEquals(List.of(), progress.pauses);
  }

  @Test
  void a_failed_connection_is_tried_again_and_was_never_sent() {
    network.fail(unavailable("refused").unsent(true));
    Failure failure = failure(2);
    assertEquals(3, network.requests.size());
    assertTrue(failure.isUnsent());
    assertEquals("openai", failure.provider());
  }

  @Test
  void what_reached_the_provider_once_counts_as_sent() {
    network.then(503, Map.of("retry-after", "0"), "").fail(unavailable("refused").unsent(true));
    assertTrue(!failure(1).isUnsent());
  }

  @Test
  void a_silence_behind_a_sent_request_is_not_paid_for_twice() {
    network.fail(unavailable("silence").causedBy(new SocketTimeoutException("silence")));
    failure(2);
    assertEquals(1, network.requests.size());
  }

  @Test
  void a_connection_that_takes_too_long_is_tried_again() {
    network.fail(unavailable("silence").unsent(true).causedBy(new SocketTimeoutException("")));
    failure(2);
    assertEquals(3, network.requests.size());
  }

  @Test
  void a_certificate_that_fails_once_fails_again() {
    network.fail(unavailable("bad").unsent(true).causedBy(new SSLHandshakeException("bad")));
    failure(2);
    assertEquals(1, network.requests.size());
  }

  @Test
  void who_stops_while_waiting_sends_no_more() {
    network.then(503, "");
    progress.stopsAtFirstPause = true;
    failure(5);
    assertEquals(1, network.requests.size());
  }

  @Test
  void a_cancelled_request_is_not_tried_again() {
    network.fail(Failure.of(Kind.INTERRUPTED, "interrupted").unsent(true));
    Failure failure = failure(3);
    assertEquals(Kind.INTERRUPTED, failure.kind());
    assertTrue(failure.isUnsent());
    assertEquals(1, network.requests.size());
    assertEquals(List.of(), progress.notices);
  }

  @Test
  void a_cancelled_attempt_leaves_an_earlier_one_sent() {
    network
        .then(503, Map.of("retry-after", "0"), "")
        .fail(Failure.of(Kind.INTERRUPTED, "interrupted").unsent(true));
    Failure failure = failure(3);
    assertEquals(Kind.INTERRUPTED, failure.kind());
    assertTrue(!failure.isUnsent());
    assertEquals(2, network.requests.size());
  }

  private static Failure unavailable(String text) {
    return Failure.of(Kind.UNAVAILABLE, text);
  }

  private Failure failure(int retries) {
    return failure(network, retries);
  }

  private Failure failure(FakeTransport transport, int retries) {
    HttpProviderClient client =
        new HttpProviderClient(transport, new Dialects(), "byok/test", CLOCK);
    Prompt prompt =
        new Prompt(
            null,
            List.of(Message.user("hi")),
            new Options(null, null, null, List.of(), null, null));
    return assertThrows(
        Failure.class,
        () ->
            client.ask(
                Fixtures.route("openai", null),
                Ask.of(prompt),
                new Terms(true, Duration.ofSeconds(1), retries),
                progress));
  }

  /** Records the pauses without waiting. */
  static final class Recorder implements Progress {
    final List<Duration> pauses = new ArrayList<>();
    final List<String> notices = new ArrayList<>();
    int attempts;
    boolean stopsAtFirstPause;

    @Override
    public void attempt(int number) {
      attempts = number;
    }

    @Override
    public void notice(String line) {
      notices.add(line);
    }

    @Override
    public void verbose(String line) {}

    @Override
    public boolean pause(Duration wait) {
      pauses.add(wait);
      return !stopsAtFirstPause;
    }

    @Override
    public void opened(Closeable connection) {}

    @Override
    public boolean stopped() {
      return false;
    }
  }
}
