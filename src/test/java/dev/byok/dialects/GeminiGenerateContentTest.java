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
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GeminiGenerateContentTest {
  private static final JsonObject SCHEMA = JsonObject.builder().put("type", "object").build();
  private final GeminiGenerateContent dialect = new GeminiGenerateContent();

  @ParameterizedTest
  @CsvSource({
    "gemini-3.5-flash, true, /models/gemini-3.5-flash:streamGenerateContent?alt=sse",
    "gemini-3.5-flash, false, /models/gemini-3.5-flash:generateContent",
    "models/gemini-3.5-flash, false, /models/gemini-3.5-flash:generateContent",
    "a/b?c d#é%2e, false, /models/a%2Fb%3Fc%20d%23%C3%A9%252e:generateContent",
    "-._~@:🙂Zz09, false, /models/-._~%40%3A%F0%9F%99%82Zz09:generateContent"
  })
  void the_path_names_the_model_and_the_method(String model, boolean stream, String path) {
    assertEquals(path, dialect.path(call(model, stream)));
  }

  @Test
  void sends_nothing_that_was_not_asked_for() {
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), Options.none());
    assertEquals(
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}]}",
        dialect.encode(prompt, call("gemini-3.5-flash", true)));
  }

  @Test
  void sends_every_option_in_one_configuration() {
    Options options =
        new Options(new BigDecimal("0.70"), 50L, Effort.LOW, List.of("END"), -7L, SCHEMA);
    List<Message> turns =
        List.of(
            Message.user("one"),
            new Message(Message.Role.ASSISTANT, "two", List.of()),
            Message.user("three"));
    assertEquals(
        "{\"systemInstruction\":{\"parts\":[{\"text\":\"be \\\"brief\\\"\"}]},\"contents\":["
            + "{\"role\":\"user\",\"parts\":[{\"text\":\"one\"}]},"
            + "{\"role\":\"model\",\"parts\":[{\"text\":\"two\"}]},"
            + "{\"role\":\"user\",\"parts\":[{\"text\":\"three\"}]}],"
            + "\"generationConfig\":{\"temperature\":0.70,\"maxOutputTokens\":50,"
            + "\"stopSequences\":[\"END\"],\"seed\":-7,"
            + "\"responseMimeType\":\"application/json\","
            + "\"responseJsonSchema\":{\"type\":\"object\"},"
            + "\"thinkingConfig\":{\"includeThoughts\":true,\"thinkingLevel\":\"LOW\"}}}",
        dialect.encode(new Prompt("be \"brief\"", turns, options), call("gemini-3.5-flash", true)));
  }

  @Test
  void an_effort_alone_makes_its_configuration_also_for_a_listed_name() {
    Options options = new Options(null, null, Effort.NONE, List.of(), null, null);
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), options);
    assertEquals(
        "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}],"
            + "\"generationConfig\":{\"thinkingConfig\":{\"thinkingBudget\":0}}}",
        dialect.encode(prompt, call("models/gemini-2.5-flash", true)));
  }

  @Test
  void files_go_before_the_text() {
    List<Attachment> files =
        List.of(
            new Attachment("a.webp", Attachment.Type.WEBP, new byte[] {1, 2, 3}),
            new Attachment("b.pdf", Attachment.Type.PDF, new byte[] {4}));
    String parts =
        "{\"inlineData\":{\"mimeType\":\"image/webp\",\"data\":\"AQID\"}},"
            + "{\"inlineData\":{\"mimeType\":\"application/pdf\",\"data\":\"BA==\"}}";
    assertEquals(
        "{\"contents\":[{\"role\":\"user\",\"parts\":[" + parts + ",{\"text\":\"what?\"}]}]}",
        encoded(Message.user("what?", files)));
    assertEquals(
        "{\"contents\":[{\"role\":\"user\",\"parts\":[" + parts + "]}]}",
        encoded(Message.user("", files)));
  }

  @Test
  void what_the_provider_does_not_take_is_refused() {
    Attachment image = new Attachment("a.png", Attachment.Type.PNG, new byte[] {1});
    assertEquals(
        "\"a.png\" cannot be sent: \"m\" takes no images at this provider",
        refused(Message.user("x", List.of(image)), Options.none(), "none"));
    assertEquals(
        "\"m\" does not support --seed",
        refused(Message.user("x"), new Options(null, null, null, List.of(), 1L, null), "none"));
    assertEquals(
        "\"m\" does not support --schema",
        refused(Message.user("x"), new Options(null, null, null, List.of(), null, SCHEMA), "none"));
  }

  @Test
  void a_schema_without_a_field_of_its_own_stands_in_the_instructions() {
    Options options = new Options(null, null, null, List.of(), null, SCHEMA);
    Prompt prompt = new Prompt(null, List.of(Message.user("hi")), options);
    JsonObject flags = JsonObject.builder().put("structured_output", "json-object").build();
    assertEquals(
        "{\"systemInstruction\":{\"parts\":[{\"text\":\"Answer with one JSON value that fits this"
            + " JSON Schema, and with nothing else: no explanation and no code fence.\\n"
            + "{\\\"type\\\":\\\"object\\\"}\"}]},\"contents\":[{\"role\":\"user\",\"parts\":["
            + "{\"text\":\"hi\"}]}],\"generationConfig\":{\"responseMimeType\":"
            + "\"application/json\"}}",
        dialect.encode(prompt, new Call("m", true, new Quirks(flags), null)));
  }

  private String refused(Message message, Options options, String seedField) {
    JsonObject flags = JsonObject.builder().put("seed_field", seedField).build();
    Call call = new Call("m", true, new Quirks(flags), null);
    Prompt prompt = new Prompt(null, List.of(message), options);
    Failure failure = assertThrows(Failure.class, () -> dialect.encode(prompt, call));
    assertEquals(Kind.USAGE, failure.kind());
    return failure.text();
  }

  private String encoded(Message message) {
    return dialect.encode(
        new Prompt(null, List.of(message), Options.none()), call("gemini-3.5-flash", true));
  }

  private static Call call(String model, boolean stream) {
    return new Call(model, stream, Catalog.load().get("google").quirks(), null);
  }
}
