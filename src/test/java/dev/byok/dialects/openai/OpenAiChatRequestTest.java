package dev.byok.dialects.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.Call;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks requests byte by byte, for each way in which providers differ. */
final class OpenAiChatRequestTest {
  private static final Attachment IMAGE =
      new Attachment("cat.png", Attachment.Type.PNG, "cat".getBytes(StandardCharsets.UTF_8));
  private static final Attachment PDF =
      new Attachment("bill.pdf", Attachment.Type.PDF, "bill".getBytes(StandardCharsets.UTF_8));
  private static final String IMAGE_PART =
      "{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,Y2F0\"}}";
  private static final String HI = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";

  private final OpenAiChat dialect = new OpenAiChat();
  private final Catalog catalog = Catalog.load();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          openai     | "stream":true,"stream_options":{"include_usage":true},"temperature":0.2,"max_completion_tokens":50,"stop":["END"],"seed":7
          deepseek   | "stream":true,"stream_options":{"include_usage":true},"temperature":0.2,"max_tokens":50,"stop":["END"],"seed":7
          xai        | "stream":true,"stream_options":{"include_usage":true},"temperature":0.2,"max_completion_tokens":50,"stop":["END"],"seed":7
          mistral    | "stream":true,"temperature":0.2,"max_tokens":50,"stop":["END"],"random_seed":7
          openrouter | "stream":true,"temperature":0.2,"max_tokens":50,"stop":["END"],"seed":7
          kilo       | "stream":true,"temperature":0.2,"max_tokens":50,"stop":["END"],"seed":7
          """)
  void options_go_by_the_names_that_the_provider_has_for_them(String provider, String fields) {
    Options options = new Options(new BigDecimal("0.2"), 50L, null, List.of("END"), 7L, null);
    assertEquals(
        "{\"model\":\"m\"," + HI + "," + fields + "}",
        dialect.encode(prompt(options), call(provider)));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "2023-05-15, max_tokens",
    "2024-08-01-preview, max_tokens",
    "2024-09-01-preview, max_completion_tokens",
    "2024-10-21, max_completion_tokens",
    "2026-01-01, max_completion_tokens",
    "v1, max_completion_tokens"
  })
  void an_older_version_knows_the_older_limit_alone(String version, String field) {
    Prompt prompt = prompt(new Options(null, 50L, null, List.of(), null, null));
    assertEquals(
        "{" + HI + ",\"" + field + "\":50}",
        dialect.encode(prompt, new Call("m", false, quirks("azure"), version)));
  }

  @Test
  void what_some_models_want_of_an_unstreamed_answer_gives_way_to_an_effort() {
    Call whole = new Call("m", false, quirks("qwen"), null);
    assertEquals(
        "{\"model\":\"m\"," + HI + ",\"enable_thinking\":false}",
        dialect.encode(prompt(Options.none()), whole));
    Options high = new Options(null, null, Options.Effort.HIGH, List.of(), null, null);
    assertEquals(
        "{\"model\":\"m\"," + HI + ",\"enable_thinking\":true}",
        dialect.encode(prompt(high), whole));
    String streamed = dialect.encode(prompt(Options.none()), call("qwen"));
    assertFalse(streamed.contains("enable_thinking"), streamed);
  }

  @Test
  void a_seed_is_refused_where_there_is_no_field_for_it() {
    Prompt prompt = prompt(new Options(null, null, null, List.of(), 7L, null));
    Quirks none = new Quirks(JsonObject.builder().put("seed_field", "none").build());
    Call call = new Call("m", true, none, null);
    Failure refused = assertThrows(Failure.class, () -> dialect.encode(prompt, call));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(refused.text().endsWith(" does not support --seed"), refused.text());
  }

  @Test
  void effort_goes_in_the_fields_that_the_provider_has_for_it() {
    Prompt prompt = prompt(new Options(null, null, Options.Effort.NONE, List.of(), null, null));
    assertEquals(
        "{\"model\":\"m\"," + HI + ",\"reasoning\":{\"enabled\":false}}",
        dialect.encode(prompt, new Call("m", false, quirks("openrouter"), null)));
  }

  @Test
  void files_go_as_parts_in_front_of_the_text() {
    Prompt prompt =
        new Prompt(
            "be brief",
            List.of(
                Message.user("what is it?", List.of(IMAGE, PDF)),
                new Message(Message.Role.ASSISTANT, "a cat", List.of()),
                Message.user("sure?")),
            Options.none());
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"system\",\"content\":\"be brief\"},"
            + "{\"role\":\"user\",\"content\":["
            + IMAGE_PART
            + ",{\"type\":\"file\",\"file\":{\"filename\":\"bill.pdf\","
            + "\"file_data\":\"data:application/pdf;base64,YmlsbA==\"}},"
            + "{\"type\":\"text\",\"text\":\"what is it?\"}]},"
            + "{\"role\":\"assistant\",\"content\":\"a cat\"},"
            + "{\"role\":\"user\",\"content\":\"sure?\"}]}",
        dialect.encode(prompt, new Call("m", false, quirks("openai"), null)));
  }

  @Test
  void a_file_without_words_has_no_empty_text_beside_it() {
    Prompt prompt = new Prompt(null, List.of(Message.user("", List.of(IMAGE))), Options.none());
    assertEquals(
        "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[" + IMAGE_PART + "]}]}",
        dialect.encode(prompt, new Call("m", false, quirks("openai"), null)));
  }

  @Test
  void a_file_that_the_provider_does_not_take_is_refused() {
    Prompt prompt = new Prompt(null, List.of(Message.user("x", List.of(PDF))), Options.none());
    Failure refused = assertThrows(Failure.class, () -> dialect.encode(prompt, call("mistral")));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(refused.text().contains("bill.pdf"), refused.text());
  }

  @Test
  void azures_current_form_names_the_deployment_as_the_model() {
    Call call = new Call("my-gpt", false, quirks("azure"), null);
    assertEquals("/chat/completions", dialect.path(call));
    assertEquals("{\"model\":\"my-gpt\"," + HI + "}", dialect.encode(prompt(Options.none()), call));
  }

  @Test
  void azures_older_form_names_the_deployment_in_the_path_alone() {
    Call call = new Call("my gpt/ü", false, quirks("azure"), "2024-10-21");
    assertEquals(
        "/deployments/my%20gpt%2F%C3%BC/chat/completions?api-version=2024-10-21",
        dialect.path(call));
    assertEquals("{" + HI + "}", dialect.encode(prompt(Options.none()), call));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2024-10-21&x=y", "2024-10-21#", "20é", "a b", "../x"})
  void what_is_no_api_version_is_refused(String version) {
    Call call = new Call("m", true, quirks("azure"), version);
    assertEquals(Kind.USAGE, assertThrows(Failure.class, () -> dialect.path(call)).kind());
  }

  private static Prompt prompt(Options options) {
    return new Prompt(null, List.of(Message.user("hi")), options);
  }

  private Call call(String provider) {
    return new Call("m", true, quirks(provider), null);
  }

  private Quirks quirks(String provider) {
    return catalog.get(provider).quirks();
  }
}
