package dev.byok.access.question;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.access.models.ListPage;
import dev.byok.client.Fixtures;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.routing.Route;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Checks every outcome of one question to a provider. */
final class QuestionTest {
  private static final URI ADDRESS = URI.create("https://api.openai.com/v1/models");
  private static final Route ROUTE = Fixtures.route("openai", null);
  private static final String LIST = "{\"data\":[{\"id\":\"m\"}]}";

  private final List<Request> requests = new ArrayList<>();

  @Test
  void an_answer_is_read() {
    Told<ListPage> told = ask(200, Map.of(), bytes(LIST));
    assertEquals("m", answer(told).models().get(0).id());
  }

  @Test
  void an_answer_that_came_compressed_is_read() throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(LIST.getBytes(StandardCharsets.UTF_8));
    }
    for (Map<String, String> headers :
        List.of(Map.<String, String>of(), Map.of("content-encoding", "gzip"))) {
      Told<ListPage> told = ask(200, headers, new ByteArrayInputStream(zipped.toByteArray()));
      assertEquals("m", answer(told).models().get(0).id());
    }
  }

  @Test
  void a_refusal_has_its_status_its_words_and_where_it_points() {
    Told.Refused<?> refused =
        assertInstanceOf(
            Told.Refused.class,
            ask(302, Map.of("location", "https://evil.example/"), bytes("{\"error\":\"moved\"}")));
    assertEquals(302, refused.error().status());
    assertEquals("moved", refused.error().message());
    assertEquals("https://evil.example/", refused.location());
  }

  @Test
  void an_answer_of_which_a_part_came_broke_off() {
    Told<ListPage> told = ask(200, Map.of(), new SequenceInputStream(bytes("{\"data\":["), cut()));
    assertInstanceOf(Told.BrokeOff.class, told);
    assertInstanceOf(Told.BrokeOff.class, ask(200, Map.of(), cut()));
  }

  @Test
  void an_answer_without_an_end_broke_off_however_it_is_packed() throws IOException {
    assertInstanceOf(Told.BrokeOff.class, ask(200, Map.of(), endless()));
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      gzip.write(endless().readNBytes(32 << 20));
    }
    assertInstanceOf(
        Told.BrokeOff.class, ask(200, Map.of(), new ByteArrayInputStream(bomb.toByteArray())));
  }

  @Test
  void what_is_no_json_and_what_its_reader_does_not_want_is_something_else() {
    for (String body : List.of("", "<html>", "{\"data\":[", LIST + LIST)) {
      assertInstanceOf(Told.SomethingElse.class, ask(200, Map.of(), bytes(body)));
    }
    Question question = new Question(_ -> new Sent(200, Map.of(), bytes(LIST)), "byok/test");
    assertInstanceOf(Told.SomethingElse.class, question.open(ROUTE, ADDRESS, _ -> null));
  }

  @Test
  void nobody_reached_is_the_transports_own_failure() {
    Failure unreachable = Failure.of(Kind.UNAVAILABLE, "no network");
    Question question =
        new Question(
            _ -> {
              throw unreachable;
            },
            "byok/test");
    assertEquals(
        unreachable,
        assertThrows(Failure.class, () -> question.withKey(ROUTE, ADDRESS, ListPage::any)));
  }

  @Test
  void the_key_goes_along_only_when_it_is_asked_for() {
    Question question = question(200, Map.of(), bytes(LIST));
    question.withKey(ROUTE, ADDRESS, ListPage::any);
    question.open(ROUTE, ADDRESS, ListPage::any);
    assertEquals(List.of(1L, 0L), requests.stream().map(QuestionTest::keys).toList());
    assertEquals("GET " + ADDRESS, requests.get(1).toString());
  }

  private static long keys(Request request) {
    return request.headers().stream().filter(Header.Credential.class::isInstance).count();
  }

  private static ListPage answer(Told<ListPage> told) {
    return (ListPage) assertInstanceOf(Told.Answer.class, told).value();
  }

  private Told<ListPage> ask(int status, Map<String, String> headers, InputStream body) {
    return question(status, headers, body).withKey(ROUTE, ADDRESS, ListPage::any);
  }

  private Question question(int status, Map<String, String> headers, InputStream body) {
    return new Question(
        request -> {
          requests.add(request);
          return new Sent(status, headers, body);
        },
        "byok/test");
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private static InputStream cut() {
    return new Gone();
  }

  private static InputStream endless() {
    return new InputStream() {
      private boolean begun;

      @Override
      public int read() {
        int next = begun ? ' ' : '[';
        begun = true;
        return next;
      }

      @Override
      public int read(byte[] into, int start, int length) {
        if (length > 0) {
          into[start] = (byte) read();
        }
        return Math.min(length, 1);
      }
    };
  }

  /** The stream of a connection that is gone. */
  private static final class Gone extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("the connection is gone");
    }

    @Override
    public int read(byte[] into, int start, int length) throws IOException {
      return read();
    }
  }

  private record Sent(int status, Map<String, String> headers, InputStream body)
      implements Response {
    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public List<Header.Plain> fields() {
      return List.of();
    }

    @Override
    public void close() {}
  }
}
