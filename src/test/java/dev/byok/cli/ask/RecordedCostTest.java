package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.AwsFrames;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks recorded costs at 1 dollar in, 0.1 from the cache and 10 out, per million tokens. */
final class RecordedCostTest {
  private static final Path FOLDER = Path.of("..", "shared", "streams");
  private static final String RATES = "{\"input\":1,\"output\":10,\"cache_read\":0.1}";

  @TempDir private Path home;

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "openai-text,openai,openai,16 + 300,0.003016",
    "deepseek-reasoning,deepseek,deepseek,18 + 219,0.002208",
    "anthropic-text,anthropic,anthropic,12 + 30,0.000312",
    "anthropic-message-delta-input-tokens,anthropic,anthropic,61 + 2,0.000081",
    // 23 tokens of text and 185 of thoughts
    "google-text,google,google,9 + 208,0.002089",
    "google-reasoning-gemini3,google,google,9 + 325,0.003259",
  })
  void of_event_streams(String name, String provider, String inList, String tokens, String cost)
      throws Exception {
    assertCost(run(name, provider, inList), tokens, cost, "price-list");
  }

  /** 1 token of text and 290 of reasoning, with the cost in ticks of 10^-10 dollars. */
  @Test
  void x_ai_says_what_it_charges() throws Exception {
    assertCost(run("xai-text", "xai", "xai"), "12 + 291", "0.000146625", "provider");
  }

  private CliRunner.Result run(String name, String provider, String inList) throws Exception {
    List<String> events = new ArrayList<>();
    for (String line : recorded(name)) {
      String type = line.replaceFirst("^\\{\"type\":\"([a-z_]+)\".*$", "$1");
      events.add((type.equals(line) ? "" : "event: " + type + "\n") + "data: " + line + "\n\n");
    }
    events.add(inList.equals("anthropic") || inList.equals("google") ? "" : Scenario.DONE);
    StoredPrices.write(home, inList, "m", RATES);
    try (RawServer server = RawServer.start(RawServer.events(events.toArray(new String[0])))) {
      String variable = "BYOK_" + provider.toUpperCase(Locale.ROOT);
      CliRunner byok =
          new CliRunner(home)
              .env(variable + "_API_KEY", Scenario.KEY)
              .env(
                  variable + "_HOST",
                  server.url() + (provider.equals("google") ? "/v1beta" : "/v1"));
      return byok.run("run", "-m", provider + "/m", "hi");
    }
  }

  @Test
  void of_frames_of_bedrock() throws Exception {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (String line : recorded("amazon-bedrock-text")) {
      Map.Entry<String, ?> event = Json.parseObject(line).fields().entrySet().iterator().next();
      frames.writeBytes(AwsFrames.event(event.getKey(), Json.write(event.getValue())));
    }
    StoredPrices.write(home, "amazon-bedrock", "m", RATES);
    try (FakeBedrock server = FakeBedrock.start()) {
      server.then(FakeBedrock.stream(frames.toByteArray()));
      CliRunner byok =
          new CliRunner(home)
              .env("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY)
              .env("BYOK_BEDROCK_HOST", server.url());
      assertCost(byok.run("run", "-m", "bedrock/m", "hi"), "22 + 55", "0.000572", "price-list");
    }
  }

  private void assertCost(CliRunner.Result result, String tokens, String cost, String source)
      throws Exception {
    assertEquals(0, result.exitCode(), result.err());
    JsonObject entry = Scenario.ledger(home).getFirst();
    JsonObject usage = entry.at("usage");
    assertEquals(tokens, usage.get("input") + " + " + usage.get("output"));
    assertEquals(cost, Json.write(entry.get("cost_usd")));
    assertEquals(source, entry.text("cost_source"));
  }

  private static List<String> recorded(String name) throws IOException {
    assumeTrue(Files.isDirectory(FOLDER), "the recorded streams are not here");
    return Files.readAllLines(FOLDER.resolve(name + ".chunks.txt")).stream()
        .filter(line -> !line.isBlank())
        .toList();
  }
}
