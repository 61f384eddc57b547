package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.OtherWire;
import dev.byok.catalog.Provider;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.Call;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks requests of Responses byte by byte. */
final class OpenAiResponsesRequestTest {
  private static final Attachment IMAGE =
      new Attachment("cat.png", Attachment.Type.PNG, "cat".getBytes(StandardCharsets.UTF_8));
  private static final Attachment PDF =
      new Attachment("bill.pdf", Attachment.Type.PDF, "bill".getBytes(StandardCharsets.UTF_8));

  private final OpenAiResponses dialect = new OpenAiResponses();

  @Test
  void a_plain_prompt_keeps_nothing_at_the_provider() {
    assertEquals(
        "{\"model\":\"gpt-6-luna\",\"input\":[{\"role\":\"user\",\"content\":\"hi\"}],"
            + "\"stream\":true,\"store\":false}",
        encoded(Options.none(), Message.user("hi")));
  }

  @Test
  void a_session_sends_its_turns_and_its_cache_key() {
    Prompt prompt =
        new Prompt(
                "Be brief.",
                List.of(Message.user("a"), Message.assistant("b"), Message.user("c")),
                Options.none())
            .within("s-1");
    assertEquals(
        "{\"model\":\"gpt-6-luna\",\"instructions\":\"Be brief.\",\"input\":["
            + "{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"},"
            + "{\"role\":\"user\",\"content\":\"c\"}],\"store\":false,"
            + "\"prompt_cache_key\":\"s-1\"}",
        dialect.encode(prompt, call("openai", "gpt-6-luna", false)));
  }

  @Test
  void files_come_before_the_text_in_parts_of_this_wire() {
    assertEquals(
        "{\"model\":\"gpt-6-luna\",\"input\":[{\"role\":\"user\",\"content\":["
            + "{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,Y2F0\","
            + "\"detail\":\"auto\"},"
            + "{\"type\":\"input_file\",\"filename\":\"bill.pdf\","
            + "\"file_data\":\"data:application/pdf;base64,YmlsbA==\"},"
            + "{\"type\":\"input_text\",\"text\":\"sum\"}]}],\"stream\":true,\"store\":false}",
        encoded(Options.none(), new Message(Message.Role.USER, "sum", List.of(IMAGE, PDF))));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "gpt-6-luna, NONE, none",
    "gpt-6-luna, XHIGH, xhigh",
    "gpt-6.1-sol, MAX, max",
    "gpt-5.6-luna, MAX, xhigh"
  })
  void the_effort_is_below_reasoning(String model, Options.Effort effort, String word)
      throws JsonSyntaxException {
    Options options = new Options(null, null, effort, List.of(), null, null);
    JsonObject body = body(options, call("openai", model, true));
    assertEquals("{\"effort\":\"" + word + "\"}", Json.write(body.at("reasoning")));
    assertEquals(null, body.get("reasoning_effort"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      textBlock =
          """
          gpt-6-luna    | null | {"summary":"auto"}
          gpt-6-luna    | HIGH | {"effort":"high","summary":"auto"}
          gpt-6-luna    | NONE | {"effort":"none"}
          gpt-4o        | null | null
          gpt-5-pro     | null | {"summary":"auto"}
          """)
  void a_summary_is_asked_for_where_the_model_thinks(
      String model, Options.@Nullable Effort effort, @Nullable String expected)
      throws JsonSyntaxException {
    Options options = new Options(null, null, effort, List.of(), null, null).showingReasoning(true);
    JsonObject reasoning = body(options, call("openai", model, true)).object("reasoning");
    JsonObject wanted = expected == null ? null : Json.parseObject(expected);
    assertEquals(wanted, reasoning);
  }

  @Test
  void a_schema_is_the_format_of_the_text() throws JsonSyntaxException {
    JsonObject schema =
        Json.parseObject(
            "{\"type\":\"object\",\"properties\":{},\"required\":[],"
                + "\"additionalProperties\":false}");
    Options options = new Options(null, 500L, null, List.of(), null, schema);
    JsonObject body = body(options, call("openai", "gpt-6-luna", false));
    assertEquals(500L, body.count("max_output_tokens"));
    assertEquals(
        "{\"type\":\"json_schema\",\"name\":\"answer\",\"schema\":"
            + Json.write(schema)
            + ",\"strict\":true}",
        Json.write(body.at("text").at("format")));
  }

  @Test
  void what_only_chat_has_is_refused() {
    assertRefused("does not support --stop", options(null, null, List.of("END"), null));
    assertRefused("does not support --seed", options(null, null, List.of(), 7L));
    assertRefused(
        "does not support --temperature", options(new BigDecimal("0.5"), null, List.of(), null));
    assertRefused("--max-tokens 15 is too few", options(null, 15L, List.of(), null));
  }

  @Test
  void grok_takes_a_temperature_and_a_low_limit() throws JsonSyntaxException {
    JsonObject body =
        body(options(new BigDecimal("0.5"), 5L, List.of(), null), call("xai", "grok-4.7", false));
    assertEquals(new BigDecimal("0.5"), body.decimal("temperature"));
    assertEquals(5L, body.count("max_output_tokens"));
  }

  private void assertRefused(String words, Options options) {
    Failure failure = assertThrows(Failure.class, () -> encoded(options, Message.user("hi")));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(true, failure.text().contains(words), failure.text());
  }

  private static Options options(
      @Nullable BigDecimal temperature,
      @Nullable Long most,
      List<String> stop,
      @Nullable Long seed) {
    return new Options(temperature, most, null, stop, seed, null);
  }

  private JsonObject body(Options options, Call call) throws JsonSyntaxException {
    return Json.parseObject(
        dialect.encode(new Prompt(null, List.of(Message.user("hi")), options), call));
  }

  private String encoded(Options options, Message message) {
    return dialect.encode(
        new Prompt(null, List.of(message), options), call("openai", "gpt-6-luna", true));
  }

  private static Call call(String id, String model, boolean stream) {
    Provider provider = Catalog.load().get(id);
    OtherWire wire = provider.otherWires().getFirst();
    return new Call(model, stream, provider.quirks().on(wire), null);
  }
}
