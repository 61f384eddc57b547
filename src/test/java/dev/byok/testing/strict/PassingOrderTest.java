package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.client.Ask;
import dev.byok.client.Passed;
import dev.byok.client.Terms;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.AnswerSink;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.Outcome;
import dev.byok.exchange.Wishes;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.ledger.entry.Entry;
import dev.byok.routing.Route;
import dev.byok.testing.Program;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks that another program's request goes out unchanged and is counted like a prompt. */
final class PassingOrderTest {
  private static final String KEY = "sk-Vb3-0123456789abcdef-Vb3";
  private static final Terms ONCE = new Terms(true, Duration.ofSeconds(30), 0);
  private static final Prompt PROMPT =
      new Prompt("Be brief.", List.of(Message.user("Was gibt es Neues? 世界")), Options.none());

  @TempDir private Path home;

  @ParameterizedTest
  @EnumSource
  void a_body_is_sent_byte_for_byte_and_counted_like_a_prompt(Player player) throws Exception {
    for (boolean stream : new boolean[] {true, false}) {
      try (StrictServer server = player.start(KEY)) {
        if (!stream) {
          server.answerWhole();
        }
        Collaborators made = made(player.env(server, KEY));
        Order prompt = order(made, player.reference(), Ask.of(PROMPT), stream);
        // The same request with white space and line breaks that byok does not write.
        Request request = made.exchange().request(prompt);
        String body = spaced(request.body());
        Program program = Program.staying();
        Order passing =
            order(
                made, player.reference(), passing(prompt.route(), request, body, program), stream);
        Outcome expected = whole(made.exchange().run(prompt, new Silent(made), null));
        Ending ending = made.exchange().run(passing, new Silent(made), null);
        Outcome got = whole(ending);
        assertEquals(body, server.requests().getLast().body());
        assertEquals(List.of(), server.violations());
        assertEquals(expected.reply().usage(), got.reply().usage());
        assertEquals(expected.reply().finishReason(), got.reply().finishReason());
        assertEquals(expected.reply().servedModel(), got.reply().servedModel());
        Entry entry = Objects.requireNonNull(ending.entry());
        assertEquals("ok", entry.status());
        assertNotNull(entry.requestId());
        assertNotNull(entry.firstTokenMs());
        assertEquals(200, program.status());
        assertTrue(program.ended() && !program.text().isEmpty());
      }
    }
  }

  @Test
  void a_body_for_responses_goes_there_though_prompts_of_this_key_take_chat() throws Exception {
    String body = "{\"model\":\"m\",\"input\":[],\"tools\":[],\"stream\":true}";
    String call = "\"item\":{\"type\":\"function_call\",\"name\":\"f\"}";
    String end =
        "\"response\":{\"status\":\"completed\",\"output\":[],"
            + "\"usage\":{\"input_tokens\":7,\"output_tokens\":3}}";
    String added = "data: {\"type\":\"response.output_item.added\"," + call + "}\n\n";
    String completed = "data: {\"type\":\"response.completed\"," + end + "}\n\n";
    try (RawServer server = RawServer.start(RawServer.events(added, completed))) {
      Collaborators made =
          made(Map.of("BYOK_OPENAI_API_KEY", KEY, "BYOK_OPENAI_HOST", server.url() + "/v1"));
      Route route = made.setup().router().route("openai/m");
      assertEquals("openai-chat", route.wire().dialect());
      assertNull(route.speaking("anthropic-messages"));
      Program program = Program.staying();
      Order passing =
          new Order(
              Objects.requireNonNull(route.speaking("openai-responses")),
              passing(route, "/responses", "openai-responses", body, program),
              ONCE,
              Filing.of("run", null, Map.of()),
              Wishes.NONE);
      Ending ending = made.exchange().run(passing, new Silent(made), null);
      Outcome outcome = whole(ending);
      String request = server.requests().getFirst();
      assertEquals("POST /v1/responses HTTP/1.1", request.lines().findFirst().orElse(""));
      assertEquals(body, request.substring(request.indexOf("\r\n\r\n") + 4));
      assertEquals(7L, outcome.reply().usage().input());
      assertEquals("tool_calls", outcome.reply().finishReason());
      assertNotNull(Objects.requireNonNull(ending.entry()).firstTokenMs());
      assertEquals(added + completed, program.text());
    }
  }

  @Test
  void tools_and_unknown_fields_pass_untouched() throws Exception {
    String body =
        " {\"model\":\"m\",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"f\"}}],\n"
            + "\"x_unknown\":{\"b\":1.50,\"a\":[null]},\"messages\":[],\"stream\":true}";
    String call =
        "data: {\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c\",\"function\":"
            + "{\"name\":\"f\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}],"
            + "\"usage\":{\"prompt_tokens\":7,\"completion_tokens\":3}}\n\n";
    try (RawServer server = RawServer.start(RawServer.events(call, "data: [DONE]\n\n"))) {
      Collaborators made = compatible(server);
      Program program = Program.staying();
      Route route = made.setup().router().route("openai-compatible/m");
      Ask ask = passing(route, "/chat/completions", "openai-chat", body, program);
      Ending ending =
          made.exchange()
              .run(order(made, "openai-compatible/m", ask, true), new Silent(made), null);
      assertEquals(1, server.connections());
      String request = server.requests().getFirst();
      assertEquals(body, request.substring(request.indexOf("\r\n\r\n") + 4));
      assertEquals(7L, ending.outcome().reply().usage().input());
      assertEquals(3L, ending.outcome().reply().usage().output());
      assertEquals("tool_calls", ending.outcome().reply().finishReason());
      assertNotNull(ending.entry());
      assertEquals(call + "data: [DONE]\n\n", program.text());
    }
  }

  @Test
  void a_body_that_is_refused_is_not_changed_and_sent_again() throws Exception {
    String refusal = "{\"error\":{\"message\":\"Unknown field stream_options\"}}";
    try (RawServer server = RawServer.start(RawServer.answer(400, refusal))) {
      Collaborators made = compatible(server);
      String body = "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}";
      Program program = Program.staying();
      Route route = made.setup().router().route("openai-compatible/m");
      Ask ask = passing(route, "/chat/completions", "openai-chat", body, program);
      Failure failure =
          made.exchange()
              .run(order(made, "openai-compatible/m", ask, true), new Silent(made), null)
              .failure();
      assertNotNull(failure);
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals(1, server.connections());
      assertEquals(refusal, program.text());
    }
  }

  private Collaborators compatible(RawServer server) {
    return made(
        Map.of(
            "BYOK_OPENAI_COMPATIBLE_API_KEY",
            KEY,
            "BYOK_OPENAI_COMPATIBLE_HOST",
            server.url() + "/v1"));
  }

  private Collaborators made(Map<String, String> more) {
    Map<String, String> env = new HashMap<>(more);
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    return Wired.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), env);
  }

  private static Order order(Collaborators made, String reference, Ask ask, boolean stream) {
    return new Order(
        made.setup().router().route(reference),
        ask,
        new Terms(stream, Duration.ofSeconds(30), 0),
        Filing.of("run", null, Map.of()),
        Wishes.NONE);
  }

  private static Ask passing(
      Route route, String path, String dialect, String body, Program program) {
    Passed passed =
        new Passed(
            "POST",
            route.endpoint().resolve(path),
            List.of(new Header.Plain("Accept", "text/event-stream")),
            body.getBytes(StandardCharsets.UTF_8),
            new Passed.Reading(dialect, true, null, false));
    return new Ask.Passing(passed, program);
  }

  /** The same request as a prompt's, as another program would send it. */
  private static Ask passing(Route route, Request same, String body, Program program) {
    List<Header.Plain> fields =
        same.headers().stream()
            .filter(header -> header instanceof Header.Plain)
            .map(header -> (Header.Plain) header)
            .toList();
    boolean stream = same.uri().toString().contains("stream") || body.contains("\"stream\": true");
    Passed passed =
        new Passed(
            "POST",
            same.uri(),
            fields,
            body.getBytes(StandardCharsets.UTF_8),
            new Passed.Reading(route.wire().dialect(), stream, null, false));
    return new Ask.Passing(passed, program);
  }

  private static Outcome whole(Ending ending) {
    Failure failure = ending.failure();
    assertNull(failure, failure == null ? "" : failure.text() + failure.details());
    return ending.outcome();
  }

  private static String spaced(@Nullable String body) throws JsonSyntaxException {
    JsonObject object = Json.parseObject(String.valueOf(body));
    return "\n" + Json.pretty(object) + " \n";
  }

  private record Silent(Collaborators made) implements AnswerSink {
    @Override
    public Notices notices() {
      return made.tools().messages();
    }

    @Override
    public void delta(Delta delta) {
      // The program gets the answer.
    }

    @Override
    public void end(Outcome outcome, @Nullable Failure failure) {}
  }
}
