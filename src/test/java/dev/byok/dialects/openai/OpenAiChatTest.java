package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.Reply;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.sse.Event;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OpenAiChatTest {
  private static final Quirks PLAIN =
      new Quirks(JsonObject.builder().put("stream_options", "send").build());
  private static final Call STREAMED = new Call("m", true, PLAIN, null);
  private final OpenAiChat dialect = new OpenAiChat();

  @Test
  void sends_nothing_that_was_not_asked_for() {
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true,"
            + "\"stream_options\":{\"include_usage\":true}}",
        dialect.encode(prompt, STREAMED));
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        dialect.encode(prompt, new Call("m", false, PLAIN, null)));
  }

  @Test
  void sends_every_option_under_the_providers_name_for_it() throws Exception {
    Options options =
        new Options(
            new BigDecimal("0.70"), 50L, Options.Effort.HIGH, List.of("END", "\n"), -7L, null);
    Prompt prompt = new Prompt("be \"brief\"", List.of(Message.user("é")), options);
    Quirks quirks = Catalog.load().get("openai").quirks().withoutStreamOptions();
    JsonObject body = Json.parseObject(dialect.encode(prompt, new Call("m", true, quirks, null)));
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"be \\\"brief\\\"\"},"
            + "{\"role\":\"user\",\"content\":\"é\"}],\"stream\":true,\"temperature\":0.70,"
            + "\"max_completion_tokens\":50,\"reasoning_effort\":\"high\",\"stop\":[\"END\",\"\\n\"],"
            + "\"seed\":-7}",
        Json.write(body));
  }

  @Test
  void decodes_text_reasoning_identity_usage_and_the_end() throws Exception {
    Reply reply = new Reply();
    Decoder decoder = dialect.decoder(STREAMED);
    feed(
        decoder,
        reply,
        "{\"id\":\"c1\",\"model\":\"m-2\",\"choices\":[],\"prompt_filter_results\":[]}");
    feed(decoder, reply, chunk("{\"role\":\"assistant\",\"content\":\"\"}", "null"));
    feed(decoder, reply, chunk("{\"reasoning_content\":\"hm\",\"content\":null}", "null"));
    feed(decoder, reply, chunk("{\"reasoning\":\"m\"}", "null"));
    feed(decoder, reply, chunk("{\"content\":\"Hel\"}", "null"));
    feed(decoder, reply, chunk("{\"content\":\"lo\"}", "null"));
    feed(decoder, reply, chunk("{}", "\"stop\""));
    assertFalse(decoder.ended());
    feed(
        decoder,
        reply,
        "{\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":30,\"total_tokens\":42,"
            + "\"prompt_tokens_details\":{\"cached_tokens\":5,\"cache_write_tokens\":2},"
            + "\"completion_tokens_details\":{\"reasoning_tokens\":8}}}");
    feed(decoder, reply, "[DONE]");
    assertTrue(decoder.ended());
    assertEquals("Hello", reply.text());
    assertEquals("hmm", reply.reasoning());
    assertEquals("m-2", reply.servedModel());
    assertEquals("c1", reply.requestId());
    assertEquals("stop", reply.finishReason());
    assertEquals(new Usage(12L, 5L, 2L, 30L, 8L), reply.usage());
  }

  @Test
  void takes_deepseeks_cache_fields() throws Exception {
    assertEquals(
        new Usage(10L, 7L, null, 4L, null),
        usage(
                "{\"prompt_tokens\":10,\"completion_tokens\":4,\"prompt_cache_hit_tokens\":7,"
                    + "\"prompt_cache_miss_tokens\":3}")
            .usage());
  }

  @Test
  void the_last_statement_of_usage_wins() throws Exception {
    Reply reply = new Reply();
    Decoder decoder = dialect.decoder(STREAMED);
    feed(
        decoder, reply, "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1}}");
    feed(
        decoder, reply, "{\"choices\":[],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":9}}");
    feed(decoder, reply, "{\"choices\":[],\"usage\":null}");
    assertEquals(new Usage(3L, null, null, 9L, null), reply.usage());
  }

  @Test
  void numbers_that_cannot_be_counts_are_unknown() throws Exception {
    assertEquals(
        new Usage(null, null, null, null, null),
        usage(
                "{\"prompt_tokens\":-1,\"completion_tokens\":1e309,\"prompt_tokens_details\":"
                    + "{\"cached_tokens\":\"five\"},\"completion_tokens_details\":{\"reasoning_tokens\":1.5}}")
            .usage());
  }

  @Test
  void takes_the_cost_that_the_provider_states() throws Exception {
    Reply paid =
        usage("{\"prompt_tokens\":1,\"completion_tokens\":1,\"cost\":0.000038,\"is_byok\":false}");
    assertEquals(new BigDecimal("0.000038"), paid.costUsd());
    Reply own =
        usage(
            "{\"prompt_tokens\":1,\"completion_tokens\":1,\"cost\":0,\"is_byok\":true,"
                + "\"cost_details\":{\"upstream_inference_cost\":0.00002}}");
    assertEquals(new BigDecimal("0.00002"), own.costUsd());
    assertEquals(true, own.ownKey());
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1e9, 1E+9",
    "0.00000000000000000001, 1E-20",
    "1e300000,",
    "1e-300000,",
    "0e300000,",
    "1000000000.01,",
    "-0.01,",
    "0.000000000000000000001,",
    "\"1\", 1",
    "\"one\","
  })
  void a_cost_that_cannot_be_one_is_unknown(String stated, @Nullable String read) throws Exception {
    BigDecimal expected = read == null ? null : new BigDecimal(read);
    assertEquals(expected, usage("{\"cost\":" + stated + "}").costUsd());
    String own = "{\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":" + stated + "}}";
    assertEquals(expected, usage(own).costUsd());
  }

  @Test
  void an_error_inside_the_stream_is_reported() {
    ProviderErrorException reported =
        assertThrows(
            ProviderErrorException.class,
            () ->
                feed(
                    dialect.decoder(STREAMED),
                    new Reply(),
                    "{\"error\":{\"message\":\"Provider disconnected\",\"code\":502},\"choices\":[]}"));
    assertEquals(502, reported.error().status());
    assertEquals(Kind.UNAVAILABLE, reported.error().kind());
    assertEquals("Provider disconnected", reported.error().message());
  }

  @Test
  void decodes_an_unstreamed_answer() throws Exception {
    Reply reply = new Reply();
    Decoder decoder = dialect.decoder(STREAMED);
    decoder
        .whole(
            "\n\n{\"id\":\"x\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"content\":\"ok\"},"
                + "\"finish_reason\":\"length\"}],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}")
        .forEach(reply::add);
    assertTrue(decoder.ended());
    assertEquals("ok", reply.text());
    assertEquals("length", reply.finishReason());
    assertEquals(new Usage(1L, null, null, 2L, null), reply.usage());
  }

  private Reply usage(String usage) throws Exception {
    Reply reply = new Reply();
    feed(dialect.decoder(STREAMED), reply, "{\"choices\":[],\"usage\":" + usage + "}");
    return reply;
  }

  private static String chunk(String delta, String finish) {
    return "{\"id\":\"c1\",\"model\":\"m-2\",\"choices\":[{\"index\":0,\"delta\":"
        + delta
        + ",\"finish_reason\":"
        + finish
        + "}]}";
  }

  private static void feed(Decoder decoder, Reply reply, String data) throws Exception {
    decoder.event(new Event("message", data)).forEach(reply::add);
  }
}
