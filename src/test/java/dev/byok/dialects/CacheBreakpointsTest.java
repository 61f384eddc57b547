package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.client.Dialects;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks where a request is marked for the provider's cache, and where not. */
final class CacheBreakpointsTest {
  private static final String LONG = "word ".repeat(1_000);
  private static final String MARK = "\"cache_control\":{\"type\":\"ephemeral\"}";
  private static final Catalog CATALOG = Catalog.load();

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "anthropic, claude-sonnet-5",
    "minimax, MiniMax-M2.7",
    "openrouter, anthropic/claude-sonnet-5",
    "kilo, anthropic/claude-opus-5"
  })
  void the_instructions_and_the_last_two_questions_are_marked(String provider, String model)
      throws Exception {
    JsonObject body = body(provider, model, conversation(LONG, 4));
    List<String> marked = new ArrayList<>();
    for (JsonObject block : body.objects("system")) {
      marked.add(textIfMarked(block));
    }
    for (JsonObject message : body.objects("messages")) {
      for (JsonObject block : message.objects("content")) {
        marked.add(textIfMarked(block));
      }
    }
    assertEquals(List.of(LONG, "question 3", "question 4"), marked);
    assertEquals(3, count(Json.write(body), "cache_control"));
  }

  @Test
  void what_is_not_marked_stays_as_it_is() throws Exception {
    List<JsonObject> messages =
        body("anthropic", "claude-sonnet-5", conversation(LONG, 4)).objects("messages");
    assertEquals("question 1", messages.get(0).text("content"));
    assertEquals("answer 1", messages.get(1).text("content"));
    assertEquals("answer 3", messages.get(5).text("content"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"anthropic", "minimax", "openai", "azure", "openrouter", "kilo"})
  void a_prompt_that_stands_alone_is_sent_as_ever(String provider) {
    Prompt prompt = conversation(LONG, 4);
    Prompt alone = new Prompt(prompt.system(), prompt.messages(), prompt.options());
    String body = encoded(provider, "anthropic/claude-sonnet-5", alone);
    assertFalse(body.contains("cache"), body);
    assertEquals(8, count(body, "\"content\":\"") + (body.contains("\"system\":\"") ? 1 : 0));
  }

  @Test
  void a_short_conversation_is_not_marked() throws Exception {
    String body = encoded("anthropic", "claude-sonnet-5", conversation("be brief", 4));
    assertFalse(body.contains("cache_control"), body);
  }

  @Test
  void the_first_question_of_a_long_one_is_marked() throws Exception {
    String body = encoded("anthropic", "claude-sonnet-5", conversation(LONG, 1));
    assertTrue(body.contains("{\"type\":\"text\",\"text\":\"question 1\"," + MARK + "}"), body);
    assertEquals(2, count(body, "cache_control"));
  }

  @Test
  void a_file_without_a_text_is_marked_itself_where_the_dialect_can() throws Exception {
    Attachment image = new Attachment("a.png", Attachment.Type.PNG, new byte[] {1, 2, 3});
    Prompt prompt =
        new Prompt(LONG, List.of(Message.user("", List.of(image))), Options.none()).within("c");
    JsonObject block =
        body("anthropic", "claude-sonnet-5", prompt)
            .objects("messages")
            .get(0)
            .objects("content")
            .get(0);
    assertEquals("image", block.text("type"));
    assertTrue(block.has("cache_control"));
    String parts = encoded("openrouter", "anthropic/claude-sonnet-5", prompt);
    assertEquals(1, count(parts, "cache_control"), parts);
    assertTrue(parts.contains("\"type\":\"image_url\""), parts);
  }

  @Test
  void empty_instructions_are_not_marked() throws Exception {
    Prompt prompt = new Prompt("", List.of(Message.user(LONG)), Options.none()).within("c");
    assertEquals(1, count(encoded("kilo", "anthropic/claude-opus-5", prompt), "cache_control"));
    assertEquals(1, count(encoded("anthropic", "claude-opus-5", prompt), "cache_control"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "openai, gpt-5.6-luna",
    "google, gemini-3.5-flash",
    "minimax, MiniMax-M3",
    "openrouter, openai/gpt-5.6",
    "kilo, kilo-auto/free",
    "mistral, mistral-medium-latest",
    "deepseek, deepseek-v4-flash",
    "openai-compatible, claude-sonnet-5"
  })
  void others_keep_prompts_by_themselves_or_not_at_all(String provider, String model) {
    String body = encoded(provider, model, conversation(LONG, 4));
    assertFalse(body.contains("cache_control"), body);
  }

  @Test
  void openai_and_the_newer_azure_are_told_the_conversation() throws Exception {
    Prompt prompt = conversation("be brief", 2);
    assertEquals("c-1", body("openai", "gpt-5.6-luna", prompt).text("prompt_cache_key"));
    assertEquals("c-1", body("azure", "deployment", prompt).text("prompt_cache_key"));
    Call older = new Call("deployment", true, CATALOG.get("azure").quirks(), "2024-10-21");
    String body = dialect("openai-chat").encode(prompt, older);
    assertFalse(body.contains("prompt_cache_key"), body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "anthropic",
        "google",
        "mistral",
        "xai",
        "groq",
        "openrouter",
        "kilo",
        "openai-compatible"
      })
  void nobody_else_is_told_the_conversation(String provider) {
    String body = encoded(provider, "m", conversation(LONG, 2));
    assertFalse(body.contains("prompt_cache_key") || body.contains("c-1"), body);
  }

  private static Prompt conversation(String system, int questions) {
    List<Message> turns = new ArrayList<>();
    for (int i = 1; i <= questions; i++) {
      if (i > 1) {
        turns.add(Message.assistant("answer " + (i - 1)));
      }
      turns.add(Message.user("question " + i));
    }
    return new Prompt(system, turns, Options.none()).within("c-1");
  }

  private static @Nullable String textIfMarked(JsonObject block) {
    assertEquals("ephemeral", block.at("cache_control").text("type"), block.toString());
    return block.text("text");
  }

  private static JsonObject body(String provider, String model, Prompt prompt) throws Exception {
    return Json.parseObject(encoded(provider, model, prompt));
  }

  private static String encoded(String provider, String model, Prompt prompt) {
    return dialect(CATALOG.get(provider).dialect())
        .encode(prompt, new Call(model, true, CATALOG.get(provider).quirks(), null));
  }

  private static Dialect dialect(String name) {
    return Objects.requireNonNull(new Dialects().apply(name));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }
}
