package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Dialects;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.wire.Everything;
import dev.byok.testing.KeepingServer;
import dev.byok.testing.Program;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a provider's refusal goes on in its own words, and never with the key. */
@Timeout(60)
final class PassingRefusalTest {
  private static final String KEY = Passages.KEY;
  private static final String STARS = "*".repeat(KEY.length());
  private static final int MIB = 1 << 20;

  @TempDir private Path home;

  @ParameterizedTest
  @CsvSource({
    "400, refused",
    "401, key-rejected",
    "403, key-rejected",
    "404, no-model",
    "429, rate-limit",
    "500, unavailable",
    "529, unavailable"
  })
  void a_refusal_is_unchanged_and_has_its_kind(int status, String kind) throws Exception {
    String body = "{\"error\":{ \"message\":\"no\\u00e9 世界\", \"type\":\"x\" }}\n";
    RawServer.Script refusal =
        RawServer.bytes(
            "HTTP/1.1 "
                + status
                + " Told\r\nRetry-After: 17\r\nX-Request-Id: r-1\r\n"
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(utf8(body).length)
                + "\r\n"
                + body
                + "\r\n0\r\n\r\n");
    Program program = Program.staying();
    Ending ending = pass(refusal, program);
    assertEquals(status, program.status());
    assertEquals(body, program.text());
    assertEquals(utf8(body).length, program.length());
    assertEquals("17", program.header("retry-after").orElse(""));
    assertTrue(program.header("transfer-encoding").isEmpty());
    assertTrue(program.ended());
    assertEquals(kind, Objects.requireNonNull(ending.entry()).status());
    assertEquals("r-1", ending.entry().requestId());
    assertEquals(Duration.ofSeconds(17), failure(ending).retryAfter());
  }

  @Test
  void a_refusal_leaves_its_connection_for_the_next_request() throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(429, "{}"));
        Passages passages = compatible(server)) {
      for (int i = 0; i < 2; i++) {
        passages.pass(passages.post("/chat/completions", Dialects.OPENAI_CHAT), Program.staying());
      }
      assertEquals(List.of(0, 0), server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void the_key_is_overwritten_in_body_and_headers(boolean isPacked) throws Exception {
    String body = "{\"error\":{\"message\":\"bad key %s, not %s\",\"x\":\"ü\"}}";
    Program program = Program.staying();
    Ending ending = pass(refusal(body.replace("%s", KEY), isPacked), program);
    assertEquals(body.replace("%s", STARS), program.text());
    assertEquals(utf8(program.text()).length, program.length());
    assertTrue(program.header("content-encoding").isEmpty());
    assertEquals("Bearer key=" + STARS, program.header("www-authenticate").orElse(""));
    assertFalse(Everything.said(failure(ending)).contains(KEY));
    assertNothingHolds(KEY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u002d", "%2D", "&#45;", "\u200b-"})
  void it_is_overwritten_in_other_forms(String dash) throws Exception {
    String odd = KEY.replace("-", dash);
    Program program = Program.staying();
    pass(refusal("{\"error\":{\"message\":\"[" + odd + "]\"}}", false), program);
    assertEquals(
        "{\"error\":{\"message\":\"[" + "*".repeat(odd.length()) + "]\"}}", program.text());
  }

  @Test
  void a_body_that_is_not_utf8_stays_so() throws Exception {
    Program program = Program.staying();
    byte[] start = {(byte) 0xff, (byte) 0xe4, 0, '['};
    RawServer.Script odd =
        socket -> {
          RawServer.bytes("HTTP/1.1 400 X\r\nContent-Length: " + (4 + KEY.length()) + "\r\n\r\n")
              .play(socket);
          socket.getOutputStream().write(start);
          socket.getOutputStream().write(utf8(KEY));
        };
    pass(odd, program);
    String got = new String(program.body(), StandardCharsets.ISO_8859_1);
    assertEquals(new String(start, StandardCharsets.ISO_8859_1) + STARS, got);
  }

  @Test
  void one_mebibyte_of_a_longer_body_goes_on() throws Exception {
    String body = "x".repeat(MIB - 20) + KEY + "y".repeat(MIB);
    Program program = Program.staying();
    pass(refusal(body, false), program);
    assertEquals("x".repeat(MIB - 20) + "*".repeat(20), program.text());
    assertEquals(MIB, program.length());
    assertTrue(program.ended());
  }

  @Test
  void a_body_that_unpacks_to_more_is_not_unpacked_further() throws Exception {
    Program program = Program.staying();
    pass(refusal("z".repeat(100 * MIB), true), program);
    assertEquals(MIB, program.body().length);
    assertTrue(program.ended());
  }

  @Test
  void a_body_that_breaks_off_is_passed_as_cut() throws Exception {
    Program program = Program.staying();
    Ending ending =
        pass(
            KeepingServer.last("HTTP/1.1 429 X\r\nContent-Length: 99\r\n\r\n{\"error\":" + KEY),
            program);
    assertEquals(429, program.status());
    assertEquals("{\"error\":" + STARS, program.text());
    assertEquals(-1, program.length());
    assertFalse(program.ended());
    assertEquals(Kind.RATE_LIMIT, failure(ending).kind());
  }

  /** What cannot be read cannot be searched for the key. */
  @Test
  void a_body_in_an_unknown_coding_is_not_handed_on() throws Exception {
    Program program = Program.staying();
    RawServer.Script odd =
        RawServer.bytes(
            "HTTP/1.1 401 X\r\nContent-Encoding: br\r\nContent-Length: "
                + (1 + KEY.length())
                + "\r\n\r\n\u0001"
                + KEY);
    Ending ending = pass(odd, program);
    assertEquals(401, program.status());
    assertEquals("", program.text());
    assertEquals(Kind.KEY_REJECTED, failure(ending).kind());
  }

  @Test
  void a_program_that_has_left_does_not_change_what_the_provider_said() throws Exception {
    Ending ending = pass(RawServer.answer(429, "{}"), Program.leavingAfter(-1));
    assertEquals(Kind.RATE_LIMIT, failure(ending).kind());
  }

  @Test
  void a_key_in_an_odd_place_reaches_neither_messages_nor_files() throws Exception {
    String event =
        "data: {\"id\":\""
            + KEY
            + "\",\"model\":\""
            + KEY
            + "\",\"choices\":[{\"delta\":"
            + "{\"content\":\"x\"},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"error\":{\"message\":\""
            + KEY
            + "\"}}\n\n";
    RawServer.Script echo =
        RawServer.bytes("HTTP/1.1 200 OK\r\nX-Request-Id: " + KEY + "\r\n\r\n" + event);
    try (KeepingServer server =
            KeepingServer.start(socket -> {
              echo.play(socket);
              socket.close();
            });
        Passages passages = compatible(server)) {
      Ending ending =
          passages.pass(
              passages.post("/chat/completions", Dialects.OPENAI_CHAT), Program.staying());
      assertFalse(Everything.said(failure(ending)).contains(KEY));
      assertFalse(String.valueOf(ending.entry()).contains(KEY));
      assertFalse(passages.messages().contains(KEY));
      assertNothingHolds(KEY);
    }
  }

  private Ending pass(RawServer.Script script, Program program) throws Exception {
    try (KeepingServer server = KeepingServer.start(script);
        Passages passages = compatible(server)) {
      Ending ending =
          passages.pass(passages.post("/chat/completions", Dialects.OPENAI_CHAT), program);
      assertFalse(passages.messages().contains(KEY));
      return ending;
    }
  }

  private Passages compatible(KeepingServer server) {
    return new Passages(home, "openai-compatible", server.url());
  }

  private void assertNothingHolds(String text) throws Exception {
    List<Path> holders = new ArrayList<>();
    int files = 0;
    try (Stream<Path> all = Files.walk(home)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        files++;
        if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
          holders.add(file);
        }
      }
    }
    assertEquals(List.of(), holders);
    assertTrue(files > 0, "nothing was written, so nothing was proven");
  }

  private static RawServer.Script refusal(String text, boolean isPacked) throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    if (isPacked) {
      try (OutputStream out = new GZIPOutputStream(packed)) {
        out.write(utf8(text));
      }
    } else {
      packed.writeBytes(utf8(text));
    }
    byte[] body = packed.toByteArray();
    return socket -> {
      RawServer.bytes(
              "HTTP/1.1 401 X\r\nWWW-Authenticate: Bearer key="
                  + KEY
                  + "\r\nContent-Length: "
                  + body.length
                  + (isPacked ? "\r\nContent-Encoding: gzip" : "")
                  + "\r\n\r\n")
          .play(socket);
      socket.getOutputStream().write(body);
    };
  }

  private static Failure failure(Ending ending) {
    return Objects.requireNonNull(ending.failure());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
