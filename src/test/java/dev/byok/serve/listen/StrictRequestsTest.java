package dev.byok.serve.listen;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.serve.listen.RawClient.Reply;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Checks that what two readers could understand in two ways is refused, and ends the connection.
 * Each request is written in one line: ␍ and ␊ stand for CR and LF, | for both.
 */
@Timeout(60)
final class StrictRequestsTest {
  private static final String SMUGGLED = "GET /smuggled HTTP/1.1||";

  private static final Served SERVED = Served.echo();

  @AfterAll
  static void close() {
    SERVED.close();
  }

  static Stream<String> heads() {
    return Stream.of(
        // two framings
        "POST / HTTP/1.1|Content-Length: 4|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Transfer-Encoding: chunked|Content-Length: 4||0||",
        "POST / HTTP/1.1|Content-Length: 4|Content-Length: 5||abcde",
        "POST / HTTP/1.1|Content-Length: 4|content-length: 4||abcd",
        "POST / HTTP/1.1|Content-Length: 4, 4||abcd",
        "POST / HTTP/1.1|Transfer-Encoding: chunked|Transfer-Encoding: chunked||0||",
        "POST / HTTP/1.1|Transfer-Encoding: chunked|Transfer-Encoding: identity||0||",
        "POST / HTTP/1.1|Transfer-Encoding: gzip, chunked||0||",
        "POST / HTTP/1.1|Transfer-Encoding: chunked, chunked||0||",
        "POST / HTTP/1.1|Transfer-Encoding: xchunked||0||",
        "POST / HTTP/1.1|Transfer-Encoding: identity||",
        "POST / HTTP/1.1|Transfer-Encoding: \"chunked\"||0||",
        "POST / HTTP/1.1|Transfer-Encoding:||0||",
        "POST / HTTP/1.0|Transfer-Encoding: chunked||0||",
        // lengths
        "POST / HTTP/1.1|Content-Length: +4||abcd",
        "POST / HTTP/1.1|Content-Length: -4||abcd",
        "POST / HTTP/1.1|Content-Length: 0x4||abcd",
        "POST / HTTP/1.1|Content-Length: 4 4||abcd",
        "POST / HTTP/1.1|Content-Length: \u0664||abcd",
        "POST / HTTP/1.1|Content-Length: 1\u00b2||abcd",
        "POST / HTTP/1.1|Content-Length:||abcd",
        // names and lines
        "POST / HTTP/1.1|Content-Length : 4||abcd",
        "POST / HTTP/1.1|Transfer-Encoding\t: chunked||0||",
        "POST / HTTP/1.1| Content-Length: 4||abcd",
        "GET / HTTP/1.1|X: a| b: c||",
        "GET / HTTP/1.1|X: a|\tb||",
        "GET / HTTP/1.1|X Y: a||",
        "GET / HTTP/1.1|: a||",
        "GET / HTTP/1.1|X||",
        "GET / HTTP/1.1|X(Y): a||",
        "GET / HTTP/1.1|X\u00e9: a||",
        "GET / HTTP/1.1␊X: a||",
        "GET / HTTP/1.1|X: a␊␊",
        "GET / HTTP/1.1|X: a␊Y: b||",
        "GET / HTTP/1.1|X: a␍Y: b||",
        "GET / HTTP/1.1|X: a|␊",
        "GET / HTTP/1.1|X: a|␍␍␊",
        "GET / HTTP/1.1␍X: a||",
        "GET / HTTP/1.1|X: a\u0000b||",
        "GET / HTTP/1.1|X\u0000: ab||",
        "GET / HTTP/1.1|X: \u000bchunked||",
        "GET / HTTP/1.1|X: a\u007f||",
        "GET / HTTP/1.1|X: \u001b[2J||",
        // request lines
        "GET /\r\n",
        "GET / HTTP/0.9||",
        "GET / HTTP/1.2||",
        "GET / HTTP/2.0||",
        "GET / HTTP/2||",
        "PRI * HTTP/2.0||SM||",
        "GET / http/1.1||",
        "GET / HTTP/1.1 ||",
        "GET  / HTTP/1.1||",
        "GET /  HTTP/1.1||",
        " GET / HTTP/1.1||",
        "GET\t/ HTTP/1.1||",
        "GET /\tHTTP/1.1||",
        "GET /a b HTTP/1.1||",
        "GET /a\u00a0b HTTP/1.1||",
        "GET /\u00e9 HTTP/1.1||",
        "GET /a\u0000b HTTP/1.1||",
        "GET /a#b HTTP/1.1||",
        "GET HTTP/1.1||",
        "GET||",
        "G@T / HTTP/1.1||",
        "\u0016\u0003\u0001\u0002\u0000\u0001",
        "||||GET / HTTP/1.1||",
        // targets
        "GET http://127.0.0.1/ HTTP/1.1||",
        "GET HTTP://api.openai.com/v1/models HTTP/1.1||",
        "CONNECT 127.0.0.1:80 HTTP/1.1||",
        "GET 127.0.0.1:80 HTTP/1.1||",
        "GET * HTTP/1.1||",
        "OPTIONS ** HTTP/1.1||",
        "GET a HTTP/1.1||",
        "GET ?a HTTP/1.1||");
  }

  @ParameterizedTest
  @MethodSource("heads")
  void a_head_that_is_not_clear_is_refused(String request) throws IOException {
    refused(request);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4 |abcd|0||",
        " 4|abcd|0||",
        "0x4|abcd|0||",
        "+4|abcd|0||",
        "-4|abcd|0||",
        "|abcd|0||",
        ";a|abcd|0||",
        "g|abcd|0||",
        "4, 4|abcd|0||",
        "4 ;a|abcd|0||",
        "\u00b2|ab|0||",
        "0000000000000004|abcd|0||",
        "ffffffffffffffff|abcd|0||",
        "10000000000000004|abcd|0||",
        "4␊abcd|0||",
        "4;a␊|abcd|0||",
        "4;a\u0000|abcd|0||",
        "4␍abcd|0||",
        "4|abcd␊0||",
        "4|abcde|0||",
        "4|abcd0||",
        "4|abcd||0||",
        "3|abcd|0||",
        "4|abcd|0|␊",
        "4|abcd|0| X: folded||",
        "4|abcd|0|X : y||",
        "4|abcd|0|X: y␊␊",
        "4|abcd|0|nothing||"
      })
  void a_chunk_that_is_not_clear_is_refused(String body) throws IOException {
    refused("POST / HTTP/1.1|Transfer-Encoding: chunked||" + body);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4000})
  void long_extensions_and_trailers_are_refused(int length) throws IOException {
    String extension = ";" + "e".repeat(length + 20) + "|";
    String chunk = "1" + extension + "x|";
    refused("POST / HTTP/1.1|Transfer-Encoding: chunked||" + chunk.repeat(20_000 / length + 1));
    String trailer = "T: " + "t".repeat(length) + "|";
    refused("POST / HTTP/1.1|Transfer-Encoding: chunked||0|" + trailer.repeat(5000 / length + 1));
  }

  private static void refused(String request) throws IOException {
    int before = SERVED.handled.size();
    String wire = request.replace("␍", "\r").replace("␊", "\n").replace("|", "\r\n");
    try (RawClient client = SERVED.client()) {
      Reply reply = client.ask(wire + SMUGGLED.replace("|", "\r\n"));
      assertEquals(400, reply.status(), reply.body());
      assertTrue(reply.body().startsWith("{\"error\":{\"message\":\""), reply.body());
      assertTrue(reply.has("connection: close"), reply.head());
      assertTrue(reply.has("content-type: application/json"), reply.head());
      client.endInput();
      assertTrue(client.isAtEnd());
    }
    List<String> handled = SERVED.handled.subList(before, SERVED.handled.size());
    assertTrue(handled.isEmpty() || handled.equals(List.of("POST /")), handled.toString());
    assertEquals(List.of(), SERVED.problems);
  }
}
