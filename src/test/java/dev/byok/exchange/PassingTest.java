package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Dialects;
import dev.byok.client.Passed;
import dev.byok.conversation.Usage;
import dev.byok.http.Header;
import dev.byok.ledger.entry.Entry;
import dev.byok.testing.KeepingServer;
import dev.byok.testing.Program;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what goes on to the provider, what comes back from it, and what the ledger gets. */
@Timeout(60)
final class PassingTest {
  private static final String CHAT = "/chat/completions";
  private static final String WORD =
      "data: {\"id\":\"c1\",\"model\":\"m-1\",\"choices\":[{\"delta\":{\"content\":\"Hi\"}}]}\n\n";
  private static final String STOP =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
  private static final String USAGE =
      "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";
  private static final Passed.Reading HIDING =
      new Passed.Reading(Dialects.OPENAI_CHAT, true, null, true);

  @TempDir private Path home;

  @Test
  void a_stream_goes_on_as_it_came_and_is_recorded() throws Exception {
    String stream = ": hello\n\n" + WORD + STOP + USAGE + DONE;
    try (KeepingServer server =
            KeepingServer.start(chunked("text/event-stream", "X-Request-Id: r-9\r\n", stream));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
      assertNull(ending.failure());
      assertEquals(stream, program.text());
      assertTrue(program.ended());
      assertEquals(-1, program.length());
      assertEquals("text/event-stream", program.header("content-type").orElse(""));
      assertEquals("r-9", program.header("x-request-id").orElse(""));
      assertTrue(program.header("transfer-encoding").isEmpty());
      Entry entry = Objects.requireNonNull(ending.entry());
      assertEquals(new Usage(7L, null, null, 3L, null), entry.usage());
      assertEquals("ok", entry.status());
      assertEquals("m-1", entry.servedModel());
      assertEquals("r-9", entry.requestId());
      assertEquals(1L, entry.attempts());
      assertNotNull(entry.firstTokenMs());
      assertEquals("stop", ending.outcome().reply().finishReason());
      assertEquals("", passages.messages());
    }
  }

  @Test
  void the_programs_headers_go_on_and_the_account_is_the_keys() throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, "{}"));
        Passages passages = new Passages(home, "anthropic", server.url())) {
      List<Header.Plain> fields =
          List.of(
              new Header.Plain("anthropic-version", "2024-01-01"),
              new Header.Plain("anthropic-beta", "a,b"),
              new Header.Plain("X-Api-Key", "byok_token"),
              new Header.Plain("authorization", "Bearer byok_token"),
              new Header.Plain("x-goog-api-key", "byok_token"),
              new Header.Plain("Api-Key", "byok_token"),
              new Header.Plain("Cookie", "a=b"),
              new Header.Plain("OpenAI-Organization", "org-other"),
              new Header.Plain("X-KiloCode-OrganizationId", "other"),
              new Header.Plain("User-Agent", "program/1"),
              new Header.Plain("Connection", "keep-alive, X-Hop"),
              new Header.Plain("X-Hop", "1"),
              new Header.Plain("Host", "evil.example"),
              new Header.Plain("Content-Length", "99"),
              new Header.Plain("Transfer-Encoding", "chunked"),
              new Header.Plain("Expect", "100-continue"),
              new Header.Plain("Accept-Encoding", "gzip"));
      byte[] body = {'{', '}', (byte) 0xff, 0, '\n'};
      URI address = passages.route().endpoint().resolve("/messages?beta=true");
      Passed.Reading reading = new Passed.Reading(Dialects.NONE, false, null, false);
      passages.pass(new Passed("POST", address, fields, body, reading), Program.staying());
      String expected =
          "POST /v1/messages?beta=true HTTP/1.1\r\nHost: 127.0.0.1:"
              + server.port()
              + "\r\nanthropic-version: 2024-01-01\r\nanthropic-beta: a,b\r\n"
              + "User-Agent: program/1\r\nAccept-Encoding: gzip\r\n"
              + "Content-Type: application/json\r\nx-api-key: "
              + Passages.KEY
              + "\r\nContent-Length: 5\r\n\r\n{}\u00ff\0\n";
      assertEquals(expected, server.requests().getFirst().text());
    }
  }

  @Test
  void a_post_without_a_body_says_so() throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, "{}"));
        Passages passages = compatible(server)) {
      Passed.Reading reading = new Passed.Reading(Dialects.NONE, false, null, false);
      passages.pass(passages.passed("POST", CHAT, null, reading), Program.staying());
      String request = server.requests().getFirst().text();
      assertTrue(request.endsWith("\r\nContent-Length: 0\r\n\r\n"), request);
      assertFalse(request.contains("Content-Type"), request);
    }
  }

  @Test
  void a_header_that_could_be_read_as_two_is_not_handed_on() throws Exception {
    String more = "X-Good: a\tb\u00e9\r\nX-Bad: a\rSet-Cookie: b\r\nX Bad: c\r\nX-Nul: \0\r\n";
    try (KeepingServer server = KeepingServer.start(chunked("text/plain", more, "x"));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      passages.pass(passages.post(CHAT, Dialects.NONE), program);
      List<String> names = program.fields().stream().map(Header.Plain::name).toList();
      assertEquals(List.of("X-Good", "Content-Type"), names);
    }
  }

  /** Agents often get nothing but calls of tools. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "openai-chat | {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}",
        "anthropic-messages | {\"type\":\"content_block_start\",\"content_block\":{\"type\":\"tool_use\"}}",
        "openai-responses | {\"type\":\"response.output_item.added\",\"item\":{\"type\":\"function_call\"}}",
        "gemini-generate-content | {\"candidates\":[{\"content\":{\"parts\":[{\"functionCall\":{}}]}}]}",
      })
  void a_call_of_a_tool_is_a_first_token(String dialect, String data) throws Exception {
    String event = "data: " + data + "\n\n";
    try (KeepingServer server = KeepingServer.start(chunked("text/event-stream", "", event));
        Passages passages = compatible(server)) {
      Ending ending = passages.pass(passages.post(CHAT, dialect), Program.staying());
      assertNotNull(Objects.requireNonNull(ending.entry()).firstTokenMs());
      assertEquals("incomplete", ending.entry().status());
    }
  }

  /** https://github.com/router-for-me/CLIProxyAPI/issues/3798 */
  @Test
  void a_report_of_limits_is_not_an_error() throws Exception {
    String stream =
        "event: codex.rate_limits\ndata: {\"type\":\"codex.rate_limits\","
            + "\"rate_limits\":{\"limit_reached\":true}}\n\n"
            + "data: {\"type\":\"codex.rate_limits\",\"rate_limits\":{\"limit_reached\":true}}\n\n"
            + "data: {\"type\":\"response.completed\",\"response\":{\"status\":\"completed\","
            + "\"output\":[],\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}}\n\n";
    try (KeepingServer server = KeepingServer.start(chunked("text/event-stream", "", stream));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_RESPONSES), program);
      assertNull(ending.failure());
      assertEquals(stream, program.text());
      assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
    }
  }

  @Test
  void a_key_goes_to_no_other_host() throws Exception {
    try (RawServer other = RawServer.start(RawServer.answer(200, "{}"));
        KeepingServer server = KeepingServer.start(RawServer.answer(200, "{}"));
        Passages passages = compatible(server)) {
      Passed.Reading reading = new Passed.Reading(Dialects.NONE, false, null, false);
      for (String url : List.of(other.url() + "/v1/models", "https://127.0.0.1:1/v1/models")) {
        Passed passed = new Passed("GET", URI.create(url), List.of(), null, reading);
        Ending ending = passages.pass(passed, Program.staying());
        assertNotNull(ending.failure());
        assertNull(ending.entry());
      }
      assertEquals(0, other.connections());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void a_list_of_models_is_passed_and_nothing_is_read_of_it() throws Exception {
    String list = "{\"data\":[{\"id\":\"m\",\"error\":\"none of ours\"}]}";
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, list));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Passed get =
          passages.passed(
              "GET", "/models", null, new Passed.Reading(Dialects.NONE, false, null, false));
      Ending ending = passages.pass(get, program);
      assertNull(ending.failure());
      assertEquals(list, program.text());
      assertEquals(list.length(), program.length());
      assertEquals(Usage.unknown(), Objects.requireNonNull(ending.entry()).usage());
      String request = server.requests().getFirst().text();
      assertTrue(request.startsWith("GET /v1/models HTTP/1.1\r\n"), request);
      assertFalse(request.contains("Content-"), request);
    }
  }

  @Test
  void embeddings_of_any_length_tell_their_usage() throws Exception {
    String vector = "[" + "-0.0123456789,".repeat(2_000) + "0]";
    String vectors = ("{\"object\":\"embedding\",\"embedding\":" + vector + "},").repeat(1_000);
    String body =
        "{\"data\":["
            + vectors
            + "{}],\"model\":\"embed-1\",\"usage\":{\"prompt_tokens\":9,\"total_tokens\":9}}";
    try (KeepingServer server =
            KeepingServer.start(
                chunked("application/json", "", body), RawServer.answer(200, body));
        Passages passages = compatible(server)) {
      for (int i = 0; i < 2; i++) {
        Program program = Program.staying();
        Ending ending = passages.pass(passages.post("/embeddings", Dialects.EMBEDDINGS), program);
        assertNull(ending.failure());
        Entry entry = Objects.requireNonNull(ending.entry());
        assertEquals(new Usage(9L, null, null, 0L, null), entry.usage());
        assertEquals("embed-1", entry.servedModel());
        assertEquals(body, program.text());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"embedding\":{\"values\":[1]},\"usageMetadata\":{\"promptTokenCount\":5}}",
        "{\"embedding\":{\"values\":[1]}}",
        "{\"data\":[],\"usage\":{\"total_tokens\":5}}",
      })
  void other_forms_of_embeddings_are_read_too(String body) throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, body));
        Passages passages = compatible(server)) {
      Ending ending =
          passages.pass(passages.post("/embeddings", Dialects.EMBEDDINGS), Program.staying());
      assertNull(ending.failure());
      Usage expected = body.contains("5") ? new Usage(5L, null, null, 0L, null) : Usage.unknown();
      assertEquals(expected, Objects.requireNonNull(ending.entry()).usage());
    }
  }

  @Test
  void a_compressed_stream_goes_on_compressed_and_is_read() throws Exception {
    byte[] packed = gzip(WORD + STOP + USAGE + DONE);
    try (KeepingServer server = KeepingServer.start(packed("text/event-stream", packed));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
      assertArrayEquals(packed, program.body());
      assertEquals("gzip", program.header("content-encoding").orElse(""));
      assertEquals(packed.length, program.length());
      assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
    }
  }

  @Test
  void the_chunk_that_byok_asked_for_is_hidden_and_read() throws Exception {
    byte[] all = (WORD + STOP + USAGE + DONE).getBytes(StandardCharsets.UTF_8);
    Random random = new Random(3);
    for (int run = 0; run < 20; run++) {
      int[] cuts = random.ints(5, 0, all.length + 1).sorted().toArray();
      try (KeepingServer server = KeepingServer.start(chunkedAt(all, cuts));
          Passages passages = compatible(server)) {
        Program program = Program.staying();
        Passed passed = passages.passed("POST", CHAT, "{}", HIDING);
        Ending ending = passages.pass(passed, program);
        assertEquals(WORD + STOP + DONE, program.text());
        assertTrue(program.ended());
        assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
        String request = server.requests().getFirst().text();
        assertTrue(request.contains("\r\nAccept-Encoding: identity\r\n"), request);
      }
    }
  }

  @Test
  void it_is_hidden_also_where_a_server_compresses_unasked() throws Exception {
    byte[] packed = gzip(WORD + STOP + USAGE + DONE);
    try (KeepingServer server = KeepingServer.start(packed("text/event-stream", packed));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.passed("POST", CHAT, "{}", HIDING), program);
      assertEquals(WORD + STOP + DONE, program.text());
      assertTrue(program.header("content-encoding").isEmpty());
      assertEquals(-1, program.length());
      assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
    }
  }

  @Test
  void a_whole_answer_to_such_a_request_goes_on_as_it_is() throws Exception {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],\n\n"
            + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, body));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.passed("POST", CHAT, "{}", HIDING), program);
      assertEquals(body, program.text());
      assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
    }
  }

  @Test
  void a_coding_that_byok_does_not_read_disturbs_nothing() throws Exception {
    byte[] odd = {(byte) 0x8b, 5, 0, 1, 2, 3};
    RawServer.Script brotli =
        socket -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 6\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(odd);
        };
    try (KeepingServer server = KeepingServer.start(brotli);
        Passages passages = compatible(server)) {
      for (Passed passed :
          List.of(
              passages.post(CHAT, Dialects.OPENAI_CHAT),
              passages.passed("POST", CHAT, "{}", HIDING))) {
        Program program = Program.staying();
        Ending ending = passages.pass(passed, program);
        assertNull(ending.failure());
        assertArrayEquals(odd, program.body());
        assertTrue(program.ended());
      }
    }
  }

  /** What byok cannot read may still be an answer that the program can. */
  @Test
  void damaged_events_are_passed_and_later_ones_are_read() throws Exception {
    String stream = "data: {\"choices\":[{\n\n" + "data: \0\n\n" + WORD + STOP + USAGE + DONE;
    try (KeepingServer server = KeepingServer.start(chunked("text/event-stream", "", stream));
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
      assertNull(ending.failure());
      assertEquals(stream, program.text());
      assertEquals(7L, Objects.requireNonNull(ending.entry()).usage().input());
    }
  }

  @Test
  void an_unknown_decoder_is_refused_before_anything_is_sent() throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, "{}"));
        Passages passages = compatible(server)) {
      Ending ending = passages.pass(passages.post(CHAT, "morse"), Program.staying());
      assertNotNull(ending.failure());
      assertNull(ending.entry());
      assertEquals(List.of(), server.requests());
    }
  }

  @Test
  void large_bodies_go_both_ways_byte_for_byte() throws Exception {
    byte[] large = new byte[64 << 20];
    new Random(5).nextBytes(large);
    RawServer.Script back =
        socket -> {
          String head = "HTTP/1.1 200 OK\r\nContent-Length: " + large.length + "\r\n\r\n";
          socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
          socket.getOutputStream().write(large);
        };
    try (KeepingServer server = KeepingServer.start(back);
        Passages passages = compatible(server)) {
      Program program = Program.staying();
      Passed passed =
          new Passed(
              "POST",
              passages.route().endpoint().resolve(CHAT),
              List.of(),
              large,
              new Passed.Reading(Dialects.NONE, false, null, false));
      assertNull(passages.pass(passed, program).failure());
      assertArrayEquals(large, program.body());
      String sent = server.requests().getFirst().text();
      byte[] body =
          sent.substring(sent.indexOf("\r\n\r\n") + 4).getBytes(StandardCharsets.ISO_8859_1);
      assertArrayEquals(large, body);
    }
  }

  @Test
  void sixty_four_programs_at_once_get_their_own_answers() throws Exception {
    try (RawServer server =
            RawServer.answering(request ->
                RawServer.events(
                    "data: {\"choices\":[{\"delta\":{\"content\":\""
                        + number(request)
                        + "\"}}]}\n\n",
                    STOP,
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
                        + number(request)
                        + ",\"completion_tokens\":1}}\n\n",
                    DONE));
        Passages passages = new Passages(home, "openai-compatible", server.url());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Ending>> endings = new ArrayList<>();
      List<Program> programs = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        Program program = Program.staying();
        programs.add(program);
        Passed passed =
            passages.passed(
                "POST",
                CHAT,
                "{\"n\":" + i + "}",
                new Passed.Reading(Dialects.OPENAI_CHAT, true, null, false));
        endings.add(threads.submit(() -> passages.pass(passed, program)));
      }
      for (int i = 0; i < 64; i++) {
        Ending ending = endings.get(i).get();
        assertNull(ending.failure());
        assertEquals((long) i, Objects.requireNonNull(ending.entry()).usage().input());
        assertTrue(programs.get(i).text().contains("\"content\":\"" + i + "\""));
        assertTrue(programs.get(i).ended());
      }
    }
  }

  private Passages compatible(KeepingServer server) {
    return new Passages(home, "openai-compatible", server.url());
  }

  private static String number(String request) {
    return request.substring(request.lastIndexOf(':') + 1, request.lastIndexOf('}'));
  }

  private static RawServer.Script chunked(String type, String more, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return socket -> {
      RawServer.bytes(
              "HTTP/1.1 200 OK\r\n"
                  + more
                  + "Transfer-Encoding: chunked\r\nContent-Type: "
                  + type
                  + "\r\n\r\n"
                  + Integer.toHexString(bytes.length)
                  + "\r\n"
                  + body
                  + "\r\n0\r\n\r\n")
          .play(socket);
    };
  }

  private static RawServer.Script chunkedAt(byte[] all, int... cuts) {
    return socket -> {
      OutputStream out = socket.getOutputStream();
      RawServer.bytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n").play(socket);
      int from = 0;
      for (int i = 0; i <= cuts.length; i++) {
        int end = i < cuts.length ? cuts[i] : all.length;
        if (end > from) {
          out.write((Integer.toHexString(end - from) + "\r\n").getBytes(StandardCharsets.US_ASCII));
          out.write(all, from, end - from);
          out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
          from = end;
        }
      }
      RawServer.bytes("0\r\n\r\n").play(socket);
    };
  }

  private static RawServer.Script packed(String type, byte[] packed) {
    return socket -> {
      RawServer.bytes(
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Type: "
                  + type
                  + "\r\nContent-Length: "
                  + packed.length
                  + "\r\n\r\n")
          .play(socket);
      socket.getOutputStream().write(packed);
    };
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return packed.toByteArray();
  }
}
