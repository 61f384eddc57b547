package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Options.Effort;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AnthropicMessagesTest {
  private static final JsonObject SCHEMA = JsonObject.builder().put("type", "object").build();
  private final AnthropicMessages dialect = new AnthropicMessages();

  @Test
  void sends_what_has_to_be_sent_and_no_more() {
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    assertEquals(
        "{\"model\":\"claude-sonnet-5\",\"max_tokens\":32000,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}],\"stream\":true}",
        dialect.encode(prompt, anthropic("claude-sonnet-5", true)));
    assertEquals(
        "{\"model\":\"claude-sonnet-5\",\"max_tokens\":32000,"
            + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}",
        dialect.encode(prompt, anthropic("claude-sonnet-5", false)));
    assertEquals("/messages", dialect.path(anthropic("claude-sonnet-5", true)));
  }

  @Test
  void effort_and_schema_share_their_field() {
    Options options =
        new Options(new BigDecimal("0.70"), 50L, Effort.HIGH, List.of("END", "\n"), null, SCHEMA);
    List<Message> turns =
        List.of(
            Message.user("one"),
            new Message(Message.Role.ASSISTANT, "two", List.of()),
            Message.user("three"));
    assertEquals(
        "{\"model\":\"claude-opus-5\",\"max_tokens\":50,\"system\":\"be \\\"brief\\\"\","
            + "\"messages\":[{\"role\":\"user\",\"content\":\"one\"},"
            + "{\"role\":\"assistant\",\"content\":\"two\"},"
            + "{\"role\":\"user\",\"content\":\"three\"}],\"stream\":true,"
            + "\"temperature\":0.70,\"stop_sequences\":[\"END\",\"\\n\"],"
            + "\"thinking\":{\"type\":\"adaptive\"},\"output_config\":{\"effort\":\"high\","
            + "\"format\":{\"type\":\"json_schema\",\"schema\":{\"type\":\"object\"}}}}",
        dialect.encode(
            new Prompt("be \"brief\"", turns, options), anthropic("claude-opus-5", true)));
  }

  @Test
  void files_go_before_the_text() {
    List<Attachment> files =
        List.of(
            new Attachment("a.png", Attachment.Type.PNG, new byte[] {1, 2, 3}),
            new Attachment("b.pdf", Attachment.Type.PDF, new byte[] {4}));
    String blocks =
        "{\"type\":\"image\",\"source\":{\"type\":\"base64\",\"media_type\":\"image/png\","
            + "\"data\":\"AQID\"}},{\"type\":\"document\",\"source\":{\"type\":\"base64\","
            + "\"media_type\":\"application/pdf\",\"data\":\"BA==\"}}";
    assertEquals(
        "[{\"role\":\"user\",\"content\":["
            + blocks
            + ",{\"type\":\"text\",\"text\":\"what is it?\"}]}]",
        messages(Message.user("what is it?", files)));
    assertEquals(
        "[{\"role\":\"user\",\"content\":[" + blocks + "]}]", messages(Message.user("", files)));
  }

  @Test
  void a_file_that_the_provider_does_not_take_is_refused() {
    Attachment pdf = new Attachment("b.pdf", Attachment.Type.PDF, new byte[] {4});
    Prompt prompt = new Prompt(null, List.of(Message.user("x", List.of(pdf))), Options.none());
    Failure failure =
        assertThrows(Failure.class, () -> dialect.encode(prompt, call("minimax", "MiniMax-M3")));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "\"b.pdf\" cannot be sent: \"MiniMax-M3\" takes no PDF at this provider", failure.text());
  }

  @Test
  void where_no_field_takes_a_schema_the_instructions_do() throws Exception {
    Options options = new Options(null, null, null, List.of(), null, SCHEMA);
    String instruction =
        "Answer with one JSON value that fits this JSON Schema, and with nothing else: no"
            + " explanation and no code fence.\n{\"type\":\"object\"}";
    assertEquals(
        "be brief\n\n" + instruction, body("minimax", "M", "be brief", options).text("system"));
    JsonObject alone = body("minimax", "M", null, options);
    assertEquals(instruction, alone.text("system"));
    assertEquals(null, alone.get("output_config"));
  }

  @Test
  void a_schema_that_cannot_be_asked_for_is_refused() {
    Options options = new Options(null, null, null, List.of(), null, SCHEMA);
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), options);
    Call call = new Call("m", true, new Quirks(JsonObject.empty()), null);
    Failure failure = assertThrows(Failure.class, () -> dialect.encode(prompt, call));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("\"m\" does not support --schema", failure.text());
  }

  @Test
  void a_seed_is_refused() {
    Options options = new Options(null, null, null, List.of(), 7L, null);
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), options);
    Failure failure =
        assertThrows(
            Failure.class, () -> dialect.encode(prompt, call("anthropic", "claude-opus-5")));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals("\"claude-opus-5\" does not support --seed", failure.text());
  }

  @ParameterizedTest
  @CsvSource({
    "claude-opus-5-5,, 32000",
    "claude-haiku-4-5,, 32000",
    "claude-opus-4-1,, 32000",
    "MiniMax-M2.7,, 32000",
    "claude-3-7-sonnet-latest,, 8192",
    "claude-3-5-haiku-latest,, 8192",
    "claude-3-haiku-20240307,, 4096",
    "claude-2.1,, 4096",
    "claude-haiku-4-5, HIGH, 32000",
    "claude-haiku-4-5, MAX, 40192",
    "claude-3-7-sonnet-latest, HIGH, 24576",
    "claude-opus-5, MAX, 32000",
    "claude-haiku-4-5, NONE, 32000"
  })
  void a_limit_that_nobody_gave_fits_the_model_and_its_thinking(
      String model, @Nullable Effort effort, long limit) throws Exception {
    Options options = new Options(null, null, effort, List.of(), null, null);
    assertEquals(limit, body("anthropic", model, null, options).count("max_tokens"));
  }

  @Test
  void a_limit_that_thinking_alone_uses_up_is_refused() throws Exception {
    Options enough = new Options(null, 4097L, Effort.MEDIUM, List.of(), null, null);
    assertEquals(4097L, body("anthropic", "claude-haiku-4-5", null, enough).count("max_tokens"));
    Options small = new Options(null, 4096L, Effort.MEDIUM, List.of(), null, null);
    Failure failure =
        assertThrows(Failure.class, () -> body("anthropic", "claude-haiku-4-5", null, small));
    assertEquals(Kind.USAGE, failure.kind());
    assertEquals(
        "--max-tokens \"4096\" leaves no room for an answer beside the 4096 tokens of thinking that this"
            + " --effort allows",
        failure.text());
  }

  private String messages(Message message) {
    Prompt prompt = new Prompt(null, List.of(message), Options.none());
    String body = dialect.encode(prompt, call("anthropic", "claude-opus-5"));
    try {
      return Json.write(Json.parseObject(body).get("messages"));
    } catch (dev.byok.json.JsonSyntaxException broken) {
      throw new AssertionError(body, broken);
    }
  }

  private JsonObject body(String provider, String model, @Nullable String system, Options options)
      throws Exception {
    Prompt prompt = new Prompt(system, List.of(Message.user("hi")), options);
    return Json.parseObject(dialect.encode(prompt, call(provider, model)));
  }

  private static Call anthropic(String model, boolean stream) {
    return new Call(model, stream, Catalog.load().get("anthropic").quirks(), null);
  }

  private static Call call(String provider, String model) {
    return new Call(model, true, Catalog.load().get(provider).quirks(), null);
  }
}
