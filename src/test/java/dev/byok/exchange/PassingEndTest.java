package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.client.Dialects;
import dev.byok.client.Passed;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import dev.byok.testing.KeepingServer;
import dev.byok.testing.Program;
import dev.byok.testing.RawServer;
import dev.byok.testing.SilentServer;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks how a passed answer may end: whole, cut, reported as failed, or left by its program. */
@Timeout(60)
final class PassingEndTest {
  private static final String CHAT = "/chat/completions";
  private static final String HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nContent-Length: 9999\r\n\r\n";
  private static final String UNFRAMED =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";
  private static final String WORD =
      "data: {\"choices\":[{\"delta\":{\"content\":\"Hi\"}}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":1}}\n\n";
  private static final String STOP =
      "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],"
          + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
  private static final String DONE = "data: [DONE]\n\n";

  @TempDir private Path home;

  /** What was seen before a cut counts, and the program must see that it was cut. */
  @Test
  void a_cut_before_the_end_is_a_failure_and_no_end() throws Exception {
    Program program = Program.staying();
    Ending ending = pass(KeepingServer.last(HEAD + WORD), program);
    assertEquals("incomplete", entry(ending).status());
    assertEquals(7L, entry(ending).usage().input());
    assertEquals(WORD, program.text());
    assertFalse(program.ended());
  }

  @Test
  void a_cut_before_any_word_leaves_the_provider_unavailable() throws Exception {
    Program program = Program.staying();
    Ending ending = pass(KeepingServer.last(HEAD + ": ping\n\n"), program);
    assertEquals("unavailable", entry(ending).status());
    assertEquals(": ping\n\n", program.text());
    assertFalse(program.ended());
  }

  @Test
  void a_cut_after_the_model_has_stopped_is_recorded_as_whole_and_still_cut() throws Exception {
    Program program = Program.staying();
    Ending ending = pass(KeepingServer.last(HEAD + WORD + STOP), program);
    assertNull(ending.failure());
    assertEquals("ok", entry(ending).status());
    assertEquals(3L, entry(ending).usage().output());
    assertFalse(program.ended());
  }

  @Test
  void the_last_event_counts_though_its_blank_line_was_cut_off() throws Exception {
    Program program = Program.staying();
    Ending ending = pass(KeepingServer.last(HEAD + WORD + STOP.stripTrailing()), program);
    assertEquals("ok", entry(ending).status());
    assertEquals(3L, entry(ending).usage().output());
  }

  /** Nothing but the connection's end tells where such a body ends. */
  @Test
  void an_unframed_body_is_whole_only_if_the_model_has_stopped() throws Exception {
    Program cut = Program.staying();
    assertEquals("incomplete", entry(pass(KeepingServer.last(UNFRAMED + WORD), cut)).status());
    assertFalse(cut.ended());
    Program whole = Program.staying();
    assertEquals("ok", entry(pass(KeepingServer.last(UNFRAMED + WORD + STOP), whole)).status());
    assertTrue(whole.ended());
  }

  @Test
  void a_stream_that_ends_well_without_a_reason_is_passed_and_recorded_as_incomplete()
      throws Exception {
    String length = HEAD.replace("9999", String.valueOf(WORD.length()));
    Program program = Program.staying();
    Ending ending = pass(RawServer.bytes(length + WORD), program);
    assertEquals("incomplete", entry(ending).status());
    assertTrue(program.ended());
  }

  @Test
  void the_stream_goes_on_after_the_models_end() throws Exception {
    String stream = WORD + STOP + DONE + ": bye\n\ndata: {\"choices\":[{}],\"x\":1}\n\n";
    String length = HEAD.replace("9999", String.valueOf(stream.length()));
    Program program = Program.staying();
    Ending ending = pass(RawServer.bytes(length + stream), program);
    assertEquals(stream, program.text());
    assertTrue(program.ended());
    assertEquals("ok", entry(ending).status());
  }

  @Test
  void silence_beyond_the_limit_is_a_cut() throws Exception {
    Program program = Program.staying();
    try (KeepingServer server = KeepingServer.start(RawServer.stallAfter(HEAD + WORD));
        Passages passages = compatible(server.url()).idle(Duration.ofSeconds(2))) {
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
      assertEquals("incomplete", entry(ending).status());
      assertFalse(program.ended());
    }
  }

  @Test
  void compressed_usage_is_kept_whatever_is_missing_of_the_end() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write((WORD + STOP + DONE).getBytes(StandardCharsets.UTF_8));
    }
    byte[] bytes = Arrays.copyOf(packed.toByteArray(), packed.size() - 8);
    RawServer.Script cut =
        socket -> {
          RawServer.bytes(HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"))
              .play(socket);
          socket.getOutputStream().write(bytes);
          socket.close();
        };
    Program program = Program.staying();
    Ending ending = pass(cut, program);
    assertEquals("ok", entry(ending).status());
    assertEquals(3L, entry(ending).usage().output());
    assertEquals(bytes.length, program.body().length);
    assertFalse(program.ended());
  }

  @Test
  void usage_that_was_flushed_counts_though_the_compressed_stream_is_cut() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    GZIPOutputStream out = new GZIPOutputStream(packed, 512, true);
    out.write(WORD.getBytes(StandardCharsets.UTF_8));
    out.flush();
    byte[] bytes = packed.toByteArray();
    RawServer.Script cut =
        socket -> {
          RawServer.bytes(HEAD.replace("\r\n\r\n", "\r\nContent-Encoding: gzip\r\n\r\n"))
              .play(socket);
          socket.getOutputStream().write(bytes);
          socket.close();
        };
    Ending ending = pass(cut, Program.staying());
    assertEquals("incomplete", entry(ending).status());
    assertEquals(7L, entry(ending).usage().input());
  }

  @ParameterizedTest
  @CsvSource({"-1, interrupted", "0, interrupted", "170, ok"})
  void a_program_that_leaves_ends_the_request(long after, String status) throws Exception {
    Program program = Program.leavingAfter(after);
    String head = UNFRAMED.replace("\r\n\r\n", "\r\nTransfer-Encoding: chunked\r\n\r\n");
    RawServer.Script dripping =
        socket -> {
          RawServer.bytes(head + chunk(WORD) + chunk(STOP)).play(socket);
          while (true) {
            RawServer.bytes(chunk(": ping\n\n")).play(socket);
            Thread.sleep(5);
          }
        };
    try (KeepingServer server = KeepingServer.start(dripping);
        Passages passages = compatible(server.url())) {
      Ending ending = passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
      assertEquals(status, entry(ending).status());
      assertEquals(after < 0 ? null : (Long) 7L, entry(ending).usage().input());
      server.awaitEnd(0);
    }
  }

  /** An SDK may close as soon as it has read the length that was announced. */
  @Test
  void a_program_that_leaves_with_a_whole_body_got_its_answer() throws Exception {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}],"
            + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}";
    Ending ending = pass(RawServer.answer(200, body), Program.leavingAtTheEnd());
    assertNull(ending.failure());
    assertEquals("ok", entry(ending).status());
    assertEquals(3L, entry(ending).usage().output());
  }

  @Test
  void a_button_pressed_while_the_provider_is_silent_ends_the_request() throws Exception {
    try (SilentServer server = SilentServer.start();
        Passages passages = compatible("http://127.0.0.1:" + server.port())) {
      StopButton stop = new StopButton();
      Program program = Program.staying();
      CompletableFuture<Ending> ending = passing(passages, program, stop);
      server.awaitSpokenTo();
      stop.press();
      assertEquals("interrupted", entry(ending.get(10, TimeUnit.SECONDS)).status());
      assertEquals(0, program.status());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void a_button_pressed_within_a_stream_keeps_what_was_seen(boolean stopped) throws Exception {
    String sent = stopped ? WORD + STOP : WORD;
    try (KeepingServer server = KeepingServer.start(RawServer.stallAfter(HEAD + sent));
        Passages passages = compatible(server.url())) {
      StopButton stop = new StopButton();
      Program program = Program.staying();
      CompletableFuture<Ending> ending = passing(passages, program, stop);
      program.await(sent.length());
      stop.press();
      Entry entry = entry(ending.get(10, TimeUnit.SECONDS));
      assertEquals(stopped ? "ok" : "interrupted", entry.status());
      assertEquals(7L, entry.usage().input());
      assertFalse(program.ended());
    }
  }

  @Test
  void a_button_pressed_before_sends_nothing() throws Exception {
    try (KeepingServer server = KeepingServer.start(RawServer.answer(200, "{}"));
        Passages passages = compatible(server.url())) {
      StopButton stop = new StopButton();
      stop.press();
      Ending ending =
          passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), Program.staying(), stop);
      assertEquals(Kind.INTERRUPTED, kind(ending));
      assertNull(ending.entry());
      assertTrue(server.requests().isEmpty());
    }
  }

  @Test
  void a_report_inside_of_a_stream_has_its_kind() throws Exception {
    String report =
        "data: {\"error\":{\"message\":\"slow down\",\"code\":\"rate_limit_exceeded\"}}\n\n";
    Program program = Program.staying();
    String length = HEAD.replace("9999", String.valueOf(report.length()));
    Ending ending = pass(RawServer.bytes(length + report), program);
    assertEquals("rate-limit", entry(ending).status());
    assertEquals(report, program.text());
    assertTrue(program.ended());
  }

  @Test
  void a_filtered_answer_is_a_refusal() throws Exception {
    String body =
        "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}";
    Ending ending = pass(RawServer.answer(200, body), Program.staying());
    assertEquals("refused", entry(ending).status());
  }

  @Test
  void any_other_reason_is_for_the_program_to_judge() throws Exception {
    String body = "{\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"pause\"}]}";
    Ending ending = pass(RawServer.answer(200, body), Program.staying());
    assertEquals("ok", entry(ending).status());
  }

  @Test
  void a_page_in_place_of_an_answer_goes_on_and_is_recorded_as_none() throws Exception {
    String page = "<html>sign in</html>";
    Program program = Program.staying();
    Ending ending = pass(RawServer.answer(200, page), program);
    assertEquals("unavailable", entry(ending).status());
    assertEquals(page, program.text());
    assertTrue(program.ended());
  }

  @Test
  void no_answer_is_handed_on_where_none_came() throws Exception {
    Program program = Program.staying();
    Ending ending = pass(Closeable::close, program);
    assertEquals("unavailable", entry(ending).status());
    assertEquals(0, program.status());
  }

  /** Gemini's older form of a stream is an array, of which the chunks before a cut count. */
  @Test
  void an_array_that_is_cut_counts_as_far_as_it_came() throws Exception {
    String chunk =
        "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hi\"}]}}],"
            + "\"usageMetadata\":{\"promptTokenCount\":7,\"candidatesTokenCount\":1}}";
    Program program = Program.staying();
    try (KeepingServer server =
            KeepingServer.start(KeepingServer.last(HEAD + "[" + chunk + ",\n{\"candidates\""));
        Passages passages = compatible(server.url())) {
      Passed passed = passages.post("/x", Dialects.GEMINI_GENERATE_CONTENT);
      Ending ending = passages.pass(passed, program);
      assertEquals("incomplete", entry(ending).status());
      assertEquals(7L, entry(ending).usage().input());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 304, 307, 308})
  void a_redirect_is_not_handed_on(int status) throws Exception {
    RawServer.Script redirect =
        RawServer.bytes(
            "HTTP/1.1 "
                + status
                + " X\r\nLocation: https://evil.example/\r\n"
                + "Content-Length: 0\r\n\r\n");
    Program program = Program.staying();
    Ending ending = pass(redirect, program);
    assertEquals(Kind.UNAVAILABLE, kind(ending));
    assertEquals(status, Objects.requireNonNull(ending.failure()).status());
    assertEquals(0, program.status());
    assertNotNull(ending.entry());
  }

  private Ending pass(RawServer.Script script, Program program) throws Exception {
    try (KeepingServer server = KeepingServer.start(script);
        Passages passages = compatible(server.url())) {
      return passages.pass(passages.post(CHAT, Dialects.OPENAI_CHAT), program);
    }
  }

  private Passages compatible(String url) {
    return new Passages(home, "openai-compatible", url);
  }

  private static CompletableFuture<Ending> passing(
      Passages passages, Program program, StopButton stop) {
    Passed passed = passages.post(CHAT, Dialects.OPENAI_CHAT);
    CompletableFuture<Ending> ending = new CompletableFuture<>();
    Thread.ofVirtual().start(() -> ending.complete(passages.pass(passed, program, stop)));
    return ending;
  }

  private static String chunk(String text) {
    return Integer.toHexString(text.length()) + "\r\n" + text + "\r\n";
  }

  private static Entry entry(Ending ending) {
    return Objects.requireNonNull(ending.entry());
  }

  private static @Nullable Kind kind(Ending ending) {
    Failure failure = ending.failure();
    return failure == null ? null : failure.kind();
  }
}
