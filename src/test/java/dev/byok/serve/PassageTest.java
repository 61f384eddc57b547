package dev.byok.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks which paths lead to a provider, and that no other form of a path does. */
final class PassageTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "/openai/v1/chat/completions, openai, CHAT, v1, -",
        "/openai/chat/completions, openai, CHAT, '', -",
        "/openai/v1/v1/chat/completions, openai, CHAT, v1, -",
        "/openai:work/v1/responses, openai:work, RESPONSES, v1, -",
        "/openai%3Awork/v1/responses, openai:work, RESPONSES, v1, -",
        "/openai/v1//chat/completions, openai, CHAT, v1, -",
        "/openai/v1/chat/completions/, openai, CHAT, v1, -",
        "/bedrock/openai/v1/responses, bedrock, RESPONSES, v1, -",
        "/anthropic/v1/messages, anthropic, MESSAGES, v1, -",
        "/anthropic/messages, anthropic, MESSAGES, '', -",
        "/anthropic/v1/messages/count_tokens, anthropic, MESSAGES_COUNT, v1, -",
        "/v1/messages, -, MESSAGES, v1, -",
        "/messages, -, MESSAGES, '', -",
        "/v1/embeddings, -, EMBEDDINGS, v1, -",
        "/mistral/v1/fim/completions, mistral, FILL_IN, v1, -",
        "/google/v1beta/models/gemini-3.8-flash:generateContent, google, GENERATE, v1beta,"
            + " gemini-3.8-flash",
        "/google/v1beta/v1beta/models/gemini-3.8-flash:countTokens, google, GEMINI_COUNT, v1beta,"
            + " gemini-3.8-flash",
        "/google/v1/models/gemini-3.8-flash:streamGenerateContent, google, GENERATE_STREAM, v1,"
            + " gemini-3.8-flash",
        "/v1beta/models/google/gemini-3.8-flash:embedContent, -, GEMINI_EMBED, v1beta,"
            + " google/gemini-3.8-flash",
        "/v1beta/models/google%2Fgemini-3.8-flash:embedContent, -, GEMINI_EMBED, v1beta,"
            + " google/gemini-3.8-flash",
      })
  void a_path_of_a_wire_leads_to_its_key(
      String path,
      @Nullable String key,
      Operation operation,
      String version,
      @Nullable String model) {
    assertEquals(new Passage.Ask(key, operation, version, model, ""), Passage.of("POST", path));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/openai/v1/files",
        "/openai/v1/organization/admin_api_keys",
        "/openai/v1/images/generations",
        "/openai/v1/fine_tuning/jobs",
        "/openai/v1/chat/completions/../../files",
        "/openai/v1/chat/completions%2f..%2ffiles",
        "/openai/v1/%63hat/completions",
        "/openai/v1/chat%2Fcompletions",
        "/openai/v1/./chat/completions",
        "/openai/v1/v1beta/chat/completions",
        "/openai/v2/chat/completions",
        "/openai/v1/chat/completions;x=y",
        "/openai/v1/Chat/Completions",
        "/google/v1beta/models/../files:generateContent",
        "/google/v1beta/models/a%2e%2e/b:generateContent",
        "/google/v1beta/models/m:batchGenerateContent",
        "/google/v1beta/tunedModels/m:generateContent",
        "/google/v1beta/files",
        "/v1/messages/batches",
      })
  void any_other_path_leads_nowhere(String path) {
    assertInstanceOf(Passage.Lost.class, Passage.of("POST", path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "PATCH", "TRACE", "CONNECT", "post"})
  void only_a_post_asks(String method) {
    assertInstanceOf(Passage.Lost.class, Passage.of(method, "/openai/v1/chat/completions"));
  }

  @ParameterizedTest
  @CsvSource({"/, GET", "/, HEAD", "/health, GET", "/openai, HEAD", "/anthropic/api/hello, HEAD"})
  void a_question_whether_it_is_there_needs_no_token(String path, String method) {
    assertInstanceOf(Passage.Health.class, Passage.of(method, path));
  }

  @Test
  void models_are_listed_for_all_keys_or_one() {
    assertEquals(new Passage.Models(null), Passage.of("GET", "/v1/models"));
    assertEquals(new Passage.Models("openai"), Passage.of("GET", "/openai/v1/models?limit=1000"));
    assertInstanceOf(Passage.Lost.class, Passage.of("POST", "/v1/models"));
  }

  @Test
  void a_query_goes_on_without_a_credential() {
    Passage passage = Passage.of("POST", "/anthropic/v1/messages?beta=true&key=byok_x&k%65y=y");
    assertEquals("beta=true", ((Passage.Ask) passage).query());
  }

  @Test
  void no_path_leads_to_a_model_with_a_segment_of_dots() {
    Random random = new Random(1);
    String parts = "../%2eE2fF?;:a-m";
    int led = 0;
    for (int round = 0; round < 200_000; round++) {
      StringBuilder middle = new StringBuilder();
      for (int i = random.nextInt(8); i >= 0; i--) {
        middle.append(parts.charAt(random.nextInt(parts.length())));
      }
      String path = "/google/v1beta/models/" + middle + ":generateContent";
      if (Passage.of("POST", path) instanceof Passage.Ask ask && ask.model() != null) {
        led++;
        String framed = "/" + ask.model() + "/";
        assertFalse(framed.contains("/../") || framed.contains("/./"), path);
        assertEquals(-1, framed.indexOf('%'), path);
        assertEquals(-1, framed.indexOf('?'), path);
      }
    }
    assertTrue(led > 1_000, led + " paths with a model");
  }
}
