package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Checks the tokens and dollars in {@code --json} and in the ledger for the usage of each wire
 * format. A million tokens cost 2 dollars in, 8 out, 0.5 read from the cache and 2.5 written to it.
 */
final class CostOfRunTest {
  private static final String RATES =
      "{\"input\":2,\"output\":8,\"cache_read\":0.5,\"cache_write\":2.5}";
  private static final String NOTHING = "null,null,null,null,null";

  @TempDir private Path home;

  @ParameterizedTest(name = "{0}: {4}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          openai   | openai     | 1000,400,null,300,200  | 0.0038  | {"prompt_tokens":1000,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":400},"completion_tokens_details":{"reasoning_tokens":200}}
          openai   | openai     | 1000,400,100,300,null  | 0.00385 | {"prompt_tokens":1000,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":400,"cache_write_tokens":100}}
          xai      | xai        | 1000,400,null,300,200  | 0.0038  | {"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":400},"completion_tokens_details":{"reasoning_tokens":200}}
          deepseek | deepseek   | 1000,400,null,300,200  | 0.0038  | {"prompt_tokens":1000,"completion_tokens":300,"prompt_cache_hit_tokens":400,"prompt_cache_miss_tokens":600,"completion_tokens_details":{"reasoning_tokens":200}}
          mistral  | mistral    | 1000,400,null,300,null | 0.0038  | {"prompt_tokens":1000,"completion_tokens":300,"num_cached_tokens":400}
          moonshot | moonshotai | 1000,400,null,300,null | 0.0038  | {"prompt_tokens":1000,"completion_tokens":300,"cached_tokens":400}
          qwen     | alibaba    | 1000,400,100,300,null  | 0.00385 | {"prompt_tokens":1000,"completion_tokens":300,"prompt_tokens_details":{"cached_tokens":400,"cache_creation_input_tokens":100}}
          openai   | openai     | 0,null,null,0,null     | 0       | {"prompt_tokens":0,"completion_tokens":0}
          openai   | openai     | 19,null,null,0,null    | 0.000038| {"prompt_tokens":19,"completion_tokens":0}
          openai   | openai     | 30,20,null,1,null      | 0.000038| {"prompt_tokens":10,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":20}}
          openai   | openai     | null,null,null,null,5  |         | {"prompt_tokens":-5,"completion_tokens":1e309,"completion_tokens_details":{"reasoning_tokens":"5"}}
          openai   | openai     | 7,null,null,4,null     | 0.000046| {"prompt_tokens":"7","completion_tokens":4,"prompt_tokens_details":[]}
          openai   | openai     | 7,null,null,null,null  |         | {"prompt_tokens":7,"completion_tokens":null}
          openai   | openai     | 7,null,null,null,null  |         | {"prompt_tokens":7,"completion_tokens":99999999999999999999}
          openai   | openai     | 9223372036854775807,null,null,9223372036854775807,null | 92233720368547.75807 | {"prompt_tokens":9223372036854775807,"completion_tokens":9223372036854775807}
          """)
  void chat_completions(
      String provider, String inList, String usage, @Nullable String cost, String stated)
      throws Exception {
    StoredPrices.write(home, inList, "m", RATES);
    JsonObject entry = chat(provider, "m", "m-served", stated);
    assertTokens(usage, entry);
    assertCost(cost, cost == null ? "none" : "price-list", entry);
  }

  @Test
  void anthropic_adds_what_the_cache_took_to_the_input() throws Exception {
    StoredPrices.write(home, "anthropic", "m", RATES);
    JsonObject entry =
        run(
            "anthropic",
            RawServer.events(
                messageStart(),
                "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
                    + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hello\"}}\n\n",
                "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":"
                    + "{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":300,"
                    + "\"output_tokens_details\":{\"thinking_tokens\":200}}}\n\n",
                "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"),
            0);
    assertTokens("1000,400,100,300,200", entry);
    assertCost("0.00385", "price-list", entry);
  }

  @Test
  void gemini_adds_thoughts_to_the_output_and_tools_to_the_input() throws Exception {
    StoredPrices.write(home, "google", "m", RATES);
    JsonObject entry =
        run(
            "google",
            RawServer.events(
                "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hello\"}]},"
                    + "\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":900,"
                    + "\"toolUsePromptTokenCount\":100,\"cachedContentTokenCount\":400,"
                    + "\"candidatesTokenCount\":100,\"thoughtsTokenCount\":200,"
                    + "\"totalTokenCount\":1300}}\r\n\r\n"),
            0);
    assertTokens("1000,400,null,300,200", entry);
    assertCost("0.0038", "price-list", entry);
  }

  @Test
  void bedrock_adds_what_the_cache_took_to_the_input() throws Exception {
    StoredPrices.write(home, "amazon-bedrock", "m", RATES);
    try (FakeBedrock server = FakeBedrock.start()) {
      server.then(
          FakeBedrock.stream(
              AwsFrames.joined(
                  AwsFrames.event("messageStart", "{\"role\":\"assistant\"}"),
                  AwsFrames.event("contentBlockDelta", FakeBedrock.delta("Hello")),
                  AwsFrames.event("messageStop", "{\"stopReason\":\"end_turn\"}"),
                  AwsFrames.event(
                      "metadata",
                      "{\"usage\":{\"inputTokens\":500,\"cacheReadInputTokens\":400,"
                          + "\"cacheWriteInputTokens\":100,\"outputTokens\":300,"
                          + "\"totalTokens\":1300}}"))));
      CliRunner byok =
          new CliRunner(home)
              .env("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY)
              .env("BYOK_BEDROCK_HOST", server.url());
      JsonObject entry = recorded(byok.run("run", "-m", "bedrock/m", "--json", "hi"), 0);
      assertTokens("1000,400,100,300,null", entry);
      assertCost("0.00385", "price-list", entry);
    }
  }

  @ParameterizedTest(name = "{2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          0.5        | provider   | "cost":0.5,"is_byok":false,"cost_details":{"upstream_inference_cost":0.25}
          0.25       | provider   | "cost":0,"is_byok":true,"cost_details":{"upstream_inference_cost":0.25}
          0          | provider   | "cost":0,"is_byok":false
          0.0000001  | provider   | "cost":1e-7
          0.0044     | price-list | "is_byok":true
          0.0044     | price-list | "cost":-1
          0.0044     | price-list | "cost":"much"
          0.0044     | price-list | "cost":1e99
          """)
  void what_the_gateway_says_comes_before_the_list(String cost, String source, String more)
      throws Exception {
    StoredPrices.write(home, "kilo", "m", RATES);
    JsonObject entry =
        chat("kilo", "m", "m", "{\"prompt_tokens\":1000,\"completion_tokens\":300," + more + "}");
    assertCost(cost, source, entry);
  }

  @ParameterizedTest(name = "{0} served as {1}")
  @CsvSource({
    "m,m,0.0044",
    "m,m-2026-03-05,0.0044",
    "m-20260305,unheard-of,0.0044",
    "deployment,m-2026-03-05,0.0044",
    "m,dear,0.044",
    "dear,m,0.0044",
    "dear,dear-2026-03-05,0.044",
    "unheard-of,unheard-of,",
    "free,free,0",
    "half,half,",
  })
  void the_served_models_price_counts_before_the_requested_ones(
      String requested, String served, @Nullable String cost) throws Exception {
    StoredPrices.write(
        home,
        "{\"openai\":{\"models\":{\"m\":{\"cost\":"
            + RATES
            + "},\"dear\":{\"cost\":{\"input\":20,\"output\":80}},\"free\":{\"cost\":{\"input\":0,"
            + "\"output\":0}},\"half\":{\"cost\":{\"input\":1}}}}}",
        java.time.Instant.now());
    JsonObject entry =
        chat("openai", requested, served, "{\"prompt_tokens\":1000,\"completion_tokens\":300}");
    assertCost(cost, cost == null ? "none" : "price-list", entry);
  }

  @Test
  void without_a_list_or_with_a_damaged_one_the_price_is_unknown() throws Exception {
    String usage = "{\"prompt_tokens\":1000,\"completion_tokens\":300}";
    assertCost(null, "none", chat("openai", "m", "m", usage));
    StoredPrices.write(home, "openai", "m", RATES);
    assertCost("0.0044", "price-list", chat("openai", "m", "m", usage));
    Path file = StoredPrices.file(home);
    String whole = Files.readString(file);
    for (String damaged : List.of("", "x", whole.substring(5), whole.replace("cost", "c\nst"))) {
      Files.writeString(file, damaged);
      assertCost(null, "none", chat("openai", "m", "m", usage));
    }
    Files.delete(file);
    Files.createDirectory(file);
    assertCost(null, "none", chat("openai", "m", "m", usage));
  }

  @Test
  void an_answer_that_breaks_off_is_recorded_with_the_tokens_known() throws Exception {
    StoredPrices.write(home, "anthropic", "m", RATES);
    String text =
        "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,"
            + "\"delta\":{\"type\":\"text_delta\",\"text\":\"Hel\"}}\n\n";
    JsonObject entry = run("anthropic", RawServer.events(messageStart(), text), 10);
    assertEquals("incomplete", entry.text("status"));
    assertTokens("1000,400,100,1,null", entry);
    assertCost("0.001458", "price-list", entry);

    StoredPrices.write(home, "openai", "m", RATES);
    JsonObject unknown = run("openai", RawServer.events(Scenario.text("Hel")), 10);
    assertEquals("incomplete", unknown.text("status"));
    assertTokens(NOTHING, unknown);
    assertCost(null, "none", unknown);
  }

  /** Checks every event of the answer, and the report over odd entries. */
  @Test
  void events_and_sums_say_the_same() throws Exception {
    StoredPrices.write(home, "openai", "m", RATES);
    try (RawServer server =
        RawServer.start(
            answer("m", "{\"prompt_tokens\":19,\"completion_tokens\":0}"),
            answer("m", "{\"prompt_tokens\":-1,\"completion_tokens\":1e309}"),
            answer("m", "{\"prompt_tokens\":1,\"completion_tokens\":1}"))) {
      CliRunner byok = byok("openai", server);
      List<String> events =
          byok.run("run", "-m", "openai/m", "--stream-json", "hi").out().lines().toList();
      assertTrue(events.getFirst().startsWith("{\"type\":\"start\",\"id\":\""), events.getFirst());
      assertFalse(events.getFirst().contains("cost"), events.getFirst());
      assertTrue(events.getLast().contains("\"cost_usd\":0.000038,"), events.getLast());
      assertEquals(0, byok.run("run", "-m", "openai/m", "hi").exitCode());
      assertEquals(0, byok.run("run", "-m", "openai/m", "hi").exitCode());
      JsonObject total = Json.parseObject(byok.run("usage", "--json").out()).at("total");
      assertEquals(3L, total.get("requests"));
      assertEquals(20L, total.at("usage").get("input"));
      assertEquals("0.000048", Json.write(total.get("cost_usd")));
    }
  }

  private JsonObject chat(String provider, String requested, String served, String usage)
      throws Exception {
    try (RawServer server = RawServer.start(answer(served, usage))) {
      Files.deleteIfExists(home.resolve("usage.json"));
      return recorded(
          byok(provider, server).run("run", "-m", provider + "/" + requested, "--json", "hi"), 0);
    }
  }

  private JsonObject run(String provider, RawServer.Script script, int exitCode) throws Exception {
    try (RawServer server = RawServer.start(script)) {
      Files.deleteIfExists(home.resolve("usage.json"));
      return recorded(
          byok(provider, server).run("run", "-m", provider + "/m", "--json", "hi"), exitCode);
    }
  }

  /** Returns the only entry of the ledger after comparing it with what was printed. */
  private JsonObject recorded(CliRunner.Result result, int exitCode) throws Exception {
    assertEquals(exitCode, result.exitCode(), result.err());
    List<JsonObject> entries = Scenario.ledger(home);
    assertEquals(1, entries.size());
    JsonObject entry = entries.getFirst();
    JsonObject told = Json.parseObject(result.out());
    assertEquals(told.at("usage"), entry.at("usage"));
    if (exitCode == 0) {
      assertEquals(told.get("cost_usd"), entry.get("cost_usd"));
    }
    return entry;
  }

  private CliRunner byok(String provider, RawServer server) {
    String variable = "BYOK_" + provider.toUpperCase(Locale.ROOT);
    String path =
        provider.equals("google") ? "/v1beta" : provider.equals("kilo") ? "/api/gateway" : "/v1";
    return new CliRunner(home)
        .env(variable + "_API_KEY", Scenario.KEY)
        .env(variable + "_HOST", server.url() + path);
  }

  private static RawServer.Script answer(String served, String usage) {
    return RawServer.events(
        "data: {\"id\":\"c\",\"model\":\""
            + served
            + "\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hello\"},"
            + "\"finish_reason\":\"stop\"}]}\n\n",
        "data: {\"choices\":[],\"usage\":" + usage + "}\n\n",
        Scenario.DONE);
  }

  private static String messageStart() {
    return "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"a\","
        + "\"model\":\"m-20260305\",\"usage\":{\"input_tokens\":500,"
        + "\"cache_read_input_tokens\":400,\"cache_creation_input_tokens\":100,"
        + "\"output_tokens\":1}}}\n\n";
  }

  private static void assertTokens(String wanted, JsonObject entry) {
    JsonObject usage = entry.at("usage");
    assertEquals(
        wanted,
        usage.get("input")
            + ","
            + usage.get("cache_read")
            + ","
            + usage.get("cache_write")
            + ","
            + usage.get("output")
            + ","
            + usage.get("reasoning"));
  }

  /** Compares the cost with the digits in the ledger's file. */
  private void assertCost(@Nullable String dollars, String source, JsonObject entry)
      throws Exception {
    assertEquals(source, entry.text("cost_source"));
    String line = Files.readAllLines(home.resolve("usage.json")).get(1);
    assertTrue(line.contains("\"cost_usd\":" + dollars + ","), line);
    if (dollars == null) {
      assertNull(entry.get("cost_usd"));
    }
  }
}
