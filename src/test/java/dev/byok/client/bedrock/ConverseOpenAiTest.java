package dev.byok.client.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what OpenAI's models take by Converse, with a Bedrock that refuses the rest. */
final class ConverseOpenAiTest {
  private static final String LUNA = "us.openai.gpt-6-luna";
  private static final String OSS = "openai.gpt-oss-120b-1:0";
  private static final String CLOSED =
      "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},"
          + "\"required\":[\"city\"],\"additionalProperties\":false}";

  private final Bedrock bedrock = new Bedrock();
  private FakeBedrock server;

  @BeforeEach
  void start() throws IOException {
    server = FakeBedrock.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {LUNA, OSS, "global.openai.gpt-5.5", Bedrock.MODEL})
  void a_schema_that_leaves_nothing_open_is_in_its_field(String model) throws Exception {
    JsonObject body = sent(model, Json.parseObject(CLOSED));
    assertEquals(CLOSED, schema(body));
    assertEquals("be brief", body.objects("system").getFirst().text("text"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"object\"}",
        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"]}",
        "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"additionalProperties\":false}",
        "{\"type\":\"array\",\"items\":{\"type\":\"string\"}}"
      })
  void a_schema_that_strict_mode_refuses_is_in_the_system_prompt(String text) throws Exception {
    JsonObject body = sent(LUNA, Json.parseObject(text));
    assertEquals(null, schema(body));
    String system = String.valueOf(body.objects("system").getFirst().text("text"));
    assertTrue(system.startsWith("be brief\n\n"), system);
    assertTrue(system.endsWith("\n" + text), system);
    // Others are not asked for strict mode.
    assertEquals(text, schema(sent(Bedrock.MODEL, Json.parseObject(text))));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          us.openai.gpt-6-luna        | {"reasoning":{"effort":"low"}}
          global.openai.gpt-5.6-terra | {"reasoning":{"effort":"low"}}
          openai.gpt-oss-20b-1:0      | {"reasoning_effort":"low"}
          """)
  void an_effort_has_the_form_that_the_model_takes(String model, String fields) throws Exception {
    Options low = new Options(null, null, Options.Effort.LOW, List.of(), null, null);
    bedrock.ask(route(model), Bedrock.prompt(low, Message.user("hi")), true);
    assertEquals(fields, Json.write(body().at("additionalModelRequestFields")));
  }

  @ParameterizedTest
  @CsvSource({
    LUNA + ", PDF",
    "us.openai.gpt-6-astra, PDF",
    OSS + ", PDF",
    OSS + ", PNG",
  })
  void files_that_the_model_refuses_are_not_sent(String model, Attachment.Type type) {
    Attachment file = new Attachment("a." + type.format(), type, new byte[] {1, 2, 3});
    Failure refused =
        assertThrows(
            Failure.class,
            () ->
                bedrock.ask(
                    route(model),
                    Bedrock.prompt(Bedrock.PLAIN, Message.user("what?", List.of(file))),
                    true));
    assertEquals(Kind.USAGE, refused.kind());
    assertTrue(refused.text().endsWith(" in this wire format"), refused.text());
    assertEquals(List.of(), server.requests());
  }

  @Test
  void an_image_is_sent_to_those_that_see() {
    Attachment image = new Attachment("a.png", Attachment.Type.PNG, new byte[] {1, 2, 3});
    bedrock.ask(
        route(LUNA), Bedrock.prompt(Bedrock.PLAIN, Message.user("what?", List.of(image))), true);
    assertEquals(1, server.requests().size());
  }

  private dev.byok.routing.Route route(String model) {
    // A host of one's own keeps Converse.
    return Bedrock.route(server.url(), FakeBedrock.KEY, model);
  }

  private JsonObject sent(String model, JsonObject schema) throws Exception {
    Options options = new Options(null, null, null, List.of(), null, schema);
    bedrock.ask(route(model), Bedrock.prompt(options, Message.user("hi")), true);
    return body();
  }

  private static @Nullable String schema(JsonObject body) {
    return body.at("outputConfig").at("textFormat").at("structure").at("jsonSchema").text("schema");
  }

  private JsonObject body() throws Exception {
    String latin = MockProvider.body(server.requests().getLast());
    return Json.parseObject(latin.getBytes(StandardCharsets.ISO_8859_1));
  }
}
