package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.byok.Wired;
import dev.byok.cli.Collaborators;
import dev.byok.cli.Scenario;
import dev.byok.client.Ask;
import dev.byok.client.Terms;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.exchange.Ending;
import dev.byok.exchange.Filing;
import dev.byok.exchange.Order;
import dev.byok.exchange.StopButton;
import dev.byok.exchange.Wishes;
import dev.byok.json.JsonObject;
import dev.byok.routing.Route;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Checks the second turn of a long session, most of which a cache holds. A million tokens cost 2
 * dollars in, 8 out, 0.5 read from the cache and 2.5 written to it.
 */
final class ConversationCacheTest {
  private static final String RATES =
      "{\"input\":2,\"output\":8,\"cache_read\":0.5,\"cache_write\":2.5}";
  private static final String LONG = "word ".repeat(1_200);

  @TempDir private Path home;

  @Test
  void anthropic_counts_what_it_kept_and_what_it_met_into_the_input() throws Exception {
    StoredPrices.write(home, "anthropic", "m", RATES);
    try (RawServer server = RawServer.start(anthropic(40, 0, 2_000), anthropic(60, 2_000, 40))) {
      Map<String, String> env = env("anthropic", server.url() + "/v1");
      assertUsage(turn(env, "anthropic/m", 1), 2_040, 0L, 2_000L, "0.00588");
      assertUsage(turn(env, "anthropic/m", 2), 2_100, 2_000L, 40L, "0.00202");
      assertEquals(
          List.of(2, 3), counts(server.requests(), "\"cache_control\":{\"type\":\"ephemeral\"}"));
    }
  }

  @Test
  void openai_counts_the_cached_ones_itself() throws Exception {
    StoredPrices.write(home, "openai", "m", RATES);
    try (RawServer server = RawServer.start(openai(2_040, 0), openai(2_100, 1_920))) {
      Map<String, String> env = env("openai", server.url() + "/v1");
      assertUsage(turn(env, "openai/m", 1), 2_040, 0L, null, "0.00488");
      assertUsage(turn(env, "openai/m", 2), 2_100, 1_920L, null, "0.00212");
      assertEquals(
          List.of(1, 1), counts(server.requests(), "\"prompt_cache_key\":\"conversation-7\""));
    }
  }

  @Test
  void gemini_keeps_prompts_by_itself() throws Exception {
    StoredPrices.write(home, "google", "m", RATES);
    try (RawServer server = RawServer.start(gemini(2_040, 0), gemini(2_100, 1_920))) {
      Map<String, String> env = env("google", server.url() + "/v1beta");
      assertUsage(turn(env, "google/m", 1), 2_040, 0L, null, "0.00488");
      assertUsage(turn(env, "google/m", 2), 2_100, 1_920L, null, "0.00212");
      assertEquals(List.of(0, 0), counts(server.requests(), "conversation-7"));
    }
  }

  @Test
  void bedrock_is_told_where_and_counts_beside_the_input() throws Exception {
    String model = "us.anthropic.claude-haiku-4-5-20251001-v1:0";
    StoredPrices.write(home, "amazon-bedrock", model, RATES);
    try (FakeBedrock server = FakeBedrock.start()) {
      server.then(bedrock(40, 0, 2_000)).then(bedrock(60, 2_000, 40));
      Map<String, String> env = env("bedrock", server.url());
      env.put("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY);
      env.put("AWS_REGION", "us-east-1");
      assertUsage(turn(env, "bedrock/" + model, 1), 2_040, 0L, 2_000L, "0.00588");
      assertUsage(turn(env, "bedrock/" + model, 2), 2_100, 2_000L, 40L, "0.00202");
      assertEquals(
          List.of(2, 3), counts(server.requests(), "{\"cachePoint\":{\"type\":\"default\"}}"));
    }
  }

  @Test
  void a_model_of_bedrock_that_keeps_no_prompts_is_not_told() throws Exception {
    try (FakeBedrock server = FakeBedrock.start()) {
      Map<String, String> env = env("bedrock", server.url());
      env.put("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY);
      env.put("AWS_REGION", "us-east-1");
      turn(env, "bedrock/anthropic.claude-3-5-sonnet-20240620-v1:0", 2);
      turn(env, "bedrock/zai.glm-5", 2);
      assertEquals(List.of(0, 0), counts(server.requests(), "cachePoint"));
    }
  }

  private Map<String, String> env(String provider, String host) {
    String stem = "BYOK_" + provider.toUpperCase(Locale.ROOT);
    Map<String, String> env = new HashMap<>();
    env.put("BYOK_HOME", home.toString());
    env.put("HOME", home.toString());
    env.put(stem + "_API_KEY", Scenario.KEY);
    env.put(stem + "_HOST", host);
    return env;
  }

  /** Sends the prompt of that turn of the session, and returns its ledger entry. */
  private JsonObject turn(Map<String, String> env, String reference, int number) throws Exception {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Collaborators made = Wired.of(new ByteArrayOutputStream(), err, env);
    List<Message> turns = new ArrayList<>();
    for (int i = 1; i < number; i++) {
      turns.add(Message.user("question " + i));
      turns.add(Message.assistant("Hello"));
    }
    turns.add(Message.user("question " + number));
    Route route = made.setup().router().route(reference);
    Order order =
        new Order(
            route,
            Ask.of(new Prompt(LONG, turns, Options.none()).within("conversation-7")),
            new Terms(true, Duration.ofSeconds(20), 0),
            Filing.of("chat", "long", Map.of()),
            Wishes.NONE);
    Ending ending =
        made.exchange()
            .run(
                order,
                new TextSink(made.tools().out(), made.tools().messages(), false),
                new StopButton());
    assertNull(ending.failure(), err.toString(StandardCharsets.UTF_8));
    assertNotNull(ending.entry());
    return Scenario.ledger(home).getLast();
  }

  private static void assertUsage(
      JsonObject entry, long input, Long read, @Nullable Long written, String cost) {
    JsonObject usage = entry.at("usage");
    assertEquals(input, usage.count("input"));
    assertEquals(read, usage.count("cache_read"));
    assertEquals(written, usage.count("cache_write"));
    assertEquals(new BigDecimal(cost), entry.decimal("cost_usd"));
    assertEquals("long", entry.text("session"));
  }

  private static List<Integer> counts(List<String> requests, String part) {
    List<Integer> counts = new ArrayList<>();
    for (String request : requests) {
      counts.add(request.split(Pattern.quote(part), -1).length - 1);
    }
    return counts;
  }

  private static RawServer.Script anthropic(int fresh, int read, int written) {
    return RawServer.events(
        "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\","
            + "\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
            + "\"usage\":{\"input_tokens\":"
            + fresh
            + ",\"cache_creation_input_tokens\":"
            + written
            + ",\"cache_read_input_tokens\":"
            + read
            + ",\"output_tokens\":1}}}\n\n",
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n",
        "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":"
            + "{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":100}}\n\n",
        "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
  }

  private static RawServer.Script openai(int input, int cached) {
    return RawServer.events(
        Scenario.text("Hello"),
        Scenario.FINISH,
        "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
            + input
            + ",\"completion_tokens\":100,\"prompt_tokens_details\":{\"cached_tokens\":"
            + cached
            + "}}}\n\n",
        Scenario.DONE);
  }

  private static RawServer.Script gemini(int input, int cached) {
    return RawServer.events(
        "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
            + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":"
            + input
            + ",\"cachedContentTokenCount\":"
            + cached
            + ",\"candidatesTokenCount\":100}}\r\n\r\n");
  }

  private static RawServer.Script bedrock(int fresh, int read, int written) {
    return FakeBedrock.stream(
        AwsFrames.joined(
            AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"),
            AwsFrames.event("contentBlockDelta", FakeBedrock.delta("Hello")),
            AwsFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
            AwsFrames.event(
                "metadata",
                "{\"usage\":{\"inputTokens\":"
                    + fresh
                    + ",\"cacheReadInputTokens\":"
                    + read
                    + ",\"cacheWriteInputTokens\":"
                    + written
                    + ",\"outputTokens\":100}}")));
  }
}
