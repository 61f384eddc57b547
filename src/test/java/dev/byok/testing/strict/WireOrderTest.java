package dev.byok.testing.strict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.client.Ask;
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
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
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

/** Checks that a body in a provider's own format goes out unchanged and is counted the same. */
final class WireOrderTest {
  private static final String KEY = "sk-Vb3-0123456789abcdef-Vb3";
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
        String body = spaced(made.exchange().request(prompt).body());
        Order raw = order(made, player.reference(), new Ask.OnTheWire(body, null), stream);
        Outcome expected = whole(made.exchange().run(prompt, new Collected(made), null));
        Collected sink = new Collected(made);
        Outcome got = whole(made.exchange().run(raw, sink, null));
        assertEquals(body, server.requests().getLast().body());
        assertEquals(List.of(), server.violations());
        assertEquals(expected.reply().usage(), got.reply().usage());
        assertEquals(expected.reply().finishReason(), got.reply().finishReason());
        assertEquals(expected.reply().servedModel(), got.reply().servedModel());
        assertEquals(Script.PROSE, sink.text.toString());
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
    try (RawServer server =
        RawServer.start(
            RawServer.events(
                "data: {\"type\":\"response.output_item.added\"," + call + "}\n\n",
                "data: {\"type\":\"response.completed\"," + end + "}\n\n"))) {
      Collaborators made =
          made(Map.of("BYOK_OPENAI_API_KEY", KEY, "BYOK_OPENAI_HOST", server.url() + "/v1"));
      Route route = made.setup().router().route("openai/m");
      assertEquals("openai-chat", route.wire().dialect());
      assertNull(route.speaking("anthropic-messages"));
      Order raw =
          new Order(
              Objects.requireNonNull(route.speaking("openai-responses")),
              new Ask.OnTheWire(body, null),
              new Terms(true, Duration.ofSeconds(30), 0),
              Filing.of("run", null, Map.of()),
              Wishes.NONE);
      Outcome outcome = whole(made.exchange().run(raw, new Collected(made), null));
      String request = server.requests().getFirst();
      assertEquals("POST /v1/responses HTTP/1.1", request.lines().findFirst().orElse(""));
      assertEquals(body, request.substring(request.indexOf("\r\n\r\n") + 4));
      assertEquals(7L, outcome.reply().usage().input());
      assertEquals("tool_calls", outcome.reply().finishReason());
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
      Collaborators made =
          made(
              Map.of(
                  "BYOK_OPENAI_COMPATIBLE_API_KEY",
                  KEY,
                  "BYOK_OPENAI_COMPATIBLE_HOST",
                  server.url() + "/v1"));
      Order raw = order(made, "openai-compatible/m", new Ask.OnTheWire(body, null), true);
      Ending ending = made.exchange().run(raw, new Collected(made), null);
      assertEquals(1, server.connections());
      String request = server.requests().getFirst();
      assertEquals(body, request.substring(request.indexOf("\r\n\r\n") + 4));
      assertEquals(7L, ending.outcome().reply().usage().input());
      assertEquals(3L, ending.outcome().reply().usage().output());
      assertEquals("tool_calls", ending.outcome().reply().finishReason());
      assertNotNull(ending.entry());
    }
  }

  @Test
  void a_body_that_is_refused_is_not_changed_and_sent_again() throws Exception {
    String refusal = "{\"error\":{\"message\":\"Unknown field stream_options\"}}";
    try (RawServer server = RawServer.start(RawServer.answer(400, refusal))) {
      Collaborators made =
          made(
              Map.of(
                  "BYOK_OPENAI_COMPATIBLE_API_KEY",
                  KEY,
                  "BYOK_OPENAI_COMPATIBLE_HOST",
                  server.url() + "/v1"));
      String body = "{\"model\":\"m\",\"stream_options\":{\"include_usage\":true}}";
      Order raw = order(made, "openai-compatible/m", new Ask.OnTheWire(body, null), true);
      Failure failure = made.exchange().run(raw, new Collected(made), null).failure();
      assertNotNull(failure);
      assertEquals(Kind.REFUSED, failure.kind());
      assertEquals(1, server.connections());
    }
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

  private static Outcome whole(Ending ending) {
    Failure failure = ending.failure();
    assertNull(failure, failure == null ? "" : failure.text() + failure.details());
    return ending.outcome();
  }

  private static String spaced(@Nullable String body) throws JsonSyntaxException {
    JsonObject object = Json.parseObject(String.valueOf(body));
    return "\n" + Json.pretty(object) + " \n";
  }

  private static final class Collected implements AnswerSink {
    private final Collaborators made;
    private final StringBuilder text = new StringBuilder();

    Collected(Collaborators made) {
      this.made = made;
    }

    @Override
    public Notices notices() {
      return made.tools().messages();
    }

    @Override
    public void delta(Delta delta) {
      if (delta instanceof Delta.Text more) {
        text.append(more.text());
      }
    }

    @Override
    public void end(Outcome outcome, @Nullable Failure failure) {}
  }
}
