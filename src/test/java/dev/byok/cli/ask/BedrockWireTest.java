package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.testing.CliRunner;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which of Bedrock's three wires a prompt takes, and that {@code --dry-run} says so. */
final class BedrockWireTest {
  private static final String HOST = "https://bedrock-runtime.us-east-1.amazonaws.com";
  private static final String LUNA = "us.openai.gpt-6-luna";
  private static final String OSS = "openai.gpt-oss-120b-1:0";

  @TempDir private Path home;
  private CliRunner byok;

  @BeforeEach
  void key() {
    byok =
        new CliRunner(home)
            .env("AWS_BEARER_TOKEN_BEDROCK", FakeBedrock.API_KEY)
            .env("AWS_REGION", "us-east-1");
  }

  @ParameterizedTest(name = "{0} is asked on {1}")
  @CsvSource({
    "us.openai.gpt-5.4, openai-responses",
    "global.openai.gpt-5.5, openai-responses",
    "us.openai.gpt-5.6-luna, openai-responses",
    "global.openai.gpt-5.6-terra, openai-responses",
    "us.openai.gpt-6-astra, openai-responses",
    "us.openai.gpt-6-luna, openai-responses",
    "global.openai.gpt-6.1-sol, openai-responses",
    "us.openai.gpt-6.2-astra, openai-responses",
    "openai.gpt-6-luna, openai-responses",
    "us.openai.gpt-6-pro, openai-responses",
    "us.openai.gpt-5.3-codex, openai-responses",
    "openai.gpt-oss-120b-1:0, bedrock-converse",
    "openai.gpt-oss-20b-1:0, bedrock-converse",
    "us.anthropic.claude-opus-5-5, bedrock-converse",
    "amazon.nova-lite-v1:0, bedrock-converse",
    "us.xai.grok-4.6, bedrock-converse",
    "deepseek.v3.2, bedrock-converse",
    "arn:aws:bedrock:us-east-1:123456789012:inference-profile/us.openai.gpt-6-astra, bedrock-converse",
    "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2, bedrock-converse"
  })
  void the_model_decides(String model, String wire) throws Exception {
    JsonObject shown = shown(model);
    assertEquals(wire, shown.text("wire"));
    String url = String.valueOf(shown.text("url"));
    assertTrue(
        wire.equals("openai-responses")
            ? url.equals(HOST + "/openai/v1/responses")
            : url.startsWith(HOST + "/model/") && url.endsWith("/converse-stream"),
        url);
    boolean events = wire.equals("openai-responses");
    assertEquals(
        events ? "text/event-stream" : "application/vnd.amazon.eventstream",
        shown.at("headers").text("Accept"));
    if (events) {
      assertEquals(model, shown.at("body").text("model"));
      assertEquals(false, shown.at("body").flag("store"));
    }
  }

  @ParameterizedTest(name = "bedrock.wire {0}: {1} is asked on {2}")
  @CsvSource({
    "converse, us.openai.gpt-6-luna, bedrock-converse",
    "converse, us.openai.gpt-6-pro, openai-responses",
    "converse, openai.gpt-oss-120b-1:0, bedrock-converse",
    "chat, us.openai.gpt-6-luna, openai-chat",
    "chat, us.openai.gpt-6-pro, openai-responses",
    "chat, us.openai.gpt-5.3-codex, openai-responses",
    "chat, openai.gpt-oss-120b-1:0, openai-chat",
    "chat, us.anthropic.claude-opus-5-5, bedrock-converse",
    "responses, us.openai.gpt-6-luna, openai-responses",
    "responses, openai.gpt-oss-120b-1:0, bedrock-converse",
    "responses, amazon.nova-lite-v1:0, bedrock-converse"
  })
  void a_setting_decides_between_those_that_serve_the_model(String word, String model, String wire)
      throws Exception {
    assertEquals(0, byok.run("config", "set", "bedrock.wire", word).exitCode());
    assertEquals(wire, shown(model).text("wire"));
  }

  @ParameterizedTest(name = "a key set to {0}: {1} is asked on {2}")
  @CsvSource({
    "converse, us.openai.gpt-6-luna, bedrock-converse",
    "converse, us.openai.gpt-6-pro, bedrock-converse",
    "chat, openai.gpt-oss-120b-1:0, openai-chat",
    "chat, us.openai.gpt-6-pro, openai-responses",
    "responses, openai.gpt-oss-120b-1:0, bedrock-converse",
    "responses, us.anthropic.claude-opus-5-5, bedrock-converse"
  })
  void a_keys_own_setting_comes_first(String word, String model, String wire) throws Exception {
    byok.run("config", "set", "bedrock.wire", "responses");
    byok.env("BYOK_BEDROCK_WIRE", word);
    assertEquals(wire, shown(model).text("wire"));
  }

  @Test
  void the_settings_of_others_are_not_its_own() throws Exception {
    byok.run("config", "set", "openai.wire", "chat");
    assertEquals("openai-responses", shown(LUNA).text("wire"));
    byok.run("config", "set", "bedrock.wire", "chat");
    byok.run("config", "unset", "openai.wire");
    byok.env("BYOK_OPENAI_API_KEY", "sk-x");
    CliRunner.Result openai =
        byok.run("run", "-m", "openai/gpt-6-luna", "--dry-run", "--json", "hi");
    assertEquals("openai-responses", Json.parseObject(openai.out()).text("wire"));
  }

  @Test
  void a_stored_key_keeps_its_setting() throws Exception {
    CliRunner stored = CliRunner.withKeyFile(home);
    CliRunner.Result added =
        stored
            .stdin(FakeBedrock.API_KEY)
            .run(
                "keys add bedrock:eu --no-verify --region eu-west-1 --wire converse"
                    .split(" ", -1));
    assertEquals(0, added.exitCode(), added.err());
    CliRunner.Result ran =
        stored.run("run", "-m", "bedrock:eu/" + LUNA, "--dry-run", "--json", "hi");
    JsonObject shown = Json.parseObject(ran.out());
    assertEquals("bedrock-converse", shown.text("wire"));
    assertEquals("the key is set so", shown.text("wire_reason"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({
    "config set bedrock.wire, soap, 'it takes converse, responses or chat'",
    "config set openai.wire, converse, it takes chat or responses",
    "keys add bedrock --no-verify --region us-east-1 --wire, soap, 'it takes converse, responses or chat'",
    "keys add openai --no-verify --wire, converse, it takes chat or responses",
    "keys add anthropic --no-verify --wire, converse, 'it is for OpenAI and what speaks like it, and for Bedrock; omit it'"
  })
  void other_words_are_refused_with_those_that_are_taken(String line, String word, String hint) {
    List<String> args = new ArrayList<>(List.of(line.split(" ", -1)));
    args.add(word);
    CliRunner.Result ran = byok.stdin("ABSKx").run(args.toArray(new String[0]));
    assertEquals(2, ran.exitCode(), ran.err());
    assertTrue(ran.err().contains(hint), ran.err());
  }

  @Test
  void a_wrong_word_is_refused_where_it_would_count() throws Exception {
    Files.writeString(home.resolve("config.json"), "{\"settings\":{\"bedrock.wire\":\"soap\"}}");
    CliRunner.Result ran = byok.run("run", "-m", "bedrock/" + LUNA, "--dry-run", "hi");
    assertEquals(12, ran.exitCode());
    assertTrue(ran.err().contains("bedrock.wire does not take \"soap\""), ran.err());
    assertEquals("bedrock-converse", shown("us.anthropic.claude-opus-5-5").text("wire"));
    byok.env("BYOK_BEDROCK_WIRE", "rest");
    CliRunner.Result variable = byok.run("run", "-m", "bedrock/" + LUNA, "--dry-run", "hi");
    assertEquals(2, variable.exitCode());
    assertTrue(variable.err().contains("BYOK_BEDROCK_WIRE does not take \"rest\""), variable.err());
  }

  @ParameterizedTest(name = "{0} at {1} is asked at {2}")
  @CsvSource({
    "us.openai.gpt-6-luna, https://proxy.example, /model/us.openai.gpt-6-luna/converse-stream",
    "us.openai.gpt-6-luna, https://bedrock-runtime.us-east-1.amazonaws.com.example, /model/us.openai.gpt-6-luna/converse-stream",
    "us.openai.gpt-6-luna, https://bedrock-runtime.us-east-1.amazonaws.com:8443, /model/us.openai.gpt-6-luna/converse-stream",
    "us.openai.gpt-6-pro, https://proxy.example, /openai/v1/responses",
    "us.openai.gpt-6-pro, https://proxy.example/aws, /aws/openai/v1/responses",
    "us.openai.gpt-6-luna, https://bedrock-runtime.us-east-1.amazonaws.com, /openai/v1/responses",
    "us.openai.gpt-6-luna, https://bedrock-runtime.us-east-1.amazonaws.com/openai/v1/, /openai/v1/responses",
    "us.openai.gpt-6-luna, https://bedrock-runtime-fips.us-east-1.amazonaws.com, /openai/v1/responses",
    "us.openai.gpt-6-luna, https://bedrock-runtime.us-east-1.api.aws, /openai/v1/responses",
    "openai.gpt-5.5, https://bedrock-mantle.us-east-2.api.aws, /openai/v1/responses"
  })
  void a_host_of_ones_own_keeps_converse_for_what_both_serve(String model, String host, String path)
      throws Exception {
    byok.env("BYOK_BEDROCK_HOST", host);
    String url = String.valueOf(shown(model).text("url"));
    assertEquals(path, java.net.URI.create(url).getRawPath());
  }

  @ParameterizedTest(name = "{0} {1} is asked on {2}")
  @CsvSource({
    "--stop, END, bedrock-converse",
    "--max-tokens, 5, bedrock-converse",
    "--max-tokens, 16, openai-responses",
    "--seed, 7, openai-chat"
  })
  void what_responses_lacks_is_asked_for_where_it_is(String option, String value, String wire)
      throws Exception {
    assertEquals(wire, shown(LUNA, option, value).text("wire"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "responses, --seed, 7",
    "responses, --stop, END",
    "responses, --max-tokens, 5",
    "responses, -t, 0.5",
    "converse, --seed, 7"
  })
  void what_the_chosen_wire_lacks_is_refused_beforehand(String word, String option, String value) {
    byok.env("BYOK_BEDROCK_WIRE", word);
    CliRunner.Result ran =
        byok.run("run", "-m", "bedrock/" + LUNA, "--dry-run", option, value, "hi");
    assertEquals(2, ran.exitCode(), ran.out());
  }

  @Test
  void the_reason_is_told_beside_the_request_and_only_where_there_was_a_choice() {
    assertEquals(
        "byok: wire openai-responses, since the provider advises it for this model\n", told(LUNA));
    assertEquals(
        "byok: wire bedrock-converse, since it is the usual one for this model\n", told(OSS));
    assertEquals("", told("us.anthropic.claude-opus-5-5"));
    byok.run("config", "set", "bedrock.wire", "chat");
    assertEquals("byok: wire openai-chat, since bedrock.wire is set so\n", told(OSS));
    assertEquals("", told("amazon.nova-lite-v1:0"));
  }

  @Test
  void neither_a_key_nor_a_signature_is_shown() throws Exception {
    CliRunner signing =
        new CliRunner(home)
            .env("AWS_ACCESS_KEY_ID", FakeBedrock.ID)
            .env("AWS_SECRET_ACCESS_KEY", FakeBedrock.SECRET)
            .env("AWS_SESSION_TOKEN", FakeBedrock.TOKEN)
            .env("AWS_REGION", "us-east-1");
    for (CliRunner runner : List.of(byok, signing)) {
      for (String form : List.of("--json", "-v")) {
        CliRunner.Result ran = runner.run("run", "-m", "bedrock/" + LUNA, "--dry-run", form, "hi");
        assertEquals(0, ran.exitCode(), ran.err());
        for (String secret :
            List.of(FakeBedrock.API_KEY, FakeBedrock.ID, FakeBedrock.SECRET, FakeBedrock.TOKEN)) {
          assertFalse((ran.out() + ran.err()).contains(secret), ran.out() + ran.err());
        }
      }
    }
    JsonObject headers =
        Json.parseObject(
                signing.run("run", "-m", "bedrock/" + LUNA, "--dry-run", "--json", "hi").out())
            .at("headers");
    String authorization = String.valueOf(headers.text("Authorization"));
    assertTrue(authorization.matches("AWS4-HMAC-SHA256 \\*\\*\\*[0-9a-f]{4}"), authorization);
    assertEquals("***89==", headers.text("X-Amz-Security-Token"));
  }

  @Test
  void models_that_are_asked_on_another_wire_are_marked() throws Exception {
    try (FakeBedrock bedrock = FakeBedrock.start()) {
      bedrock.then(
          RawServer.answer(
              200,
              "{\"modelSummaries\":[{\"modelId\":\"openai.gpt-oss-20b-1:0\",\"modelName\":\"OSS\","
                  + "\"outputModalities\":[\"TEXT\"]}]}"));
      bedrock.then(
          RawServer.answer(
              200,
              "{\"inferenceProfileSummaries\":[{\"inferenceProfileId\":\"us.openai.gpt-6-luna\","
                  + "\"inferenceProfileName\":\"Luna\",\"status\":\"ACTIVE\"},"
                  + "{\"inferenceProfileId\":\"us.anthropic.claude-opus-5-5\","
                  + "\"inferenceProfileName\":\"Opus\",\"status\":\"ACTIVE\"}]}"));
      byok.env("BYOK_BEDROCK_HOST", bedrock.url());
      byok.run("config", "set", "prices.fetch", "false");
      byok.run("config", "set", "bedrock.wire", "responses");
      String table = byok.run("models", "bedrock").out();
      assertTrue(table.contains("ASKED BY"), table);
      for (String line : table.lines().toList()) {
        assertEquals(line.contains("luna"), line.endsWith("openai-responses"), line);
      }
    }
  }

  private String told(String model) {
    return byok.run("run", "-m", "bedrock/" + model, "--dry-run", "hi").err();
  }

  private JsonObject shown(String model, String... options) throws JsonSyntaxException {
    List<String> args =
        new ArrayList<>(List.of("run", "-m", "bedrock/" + model, "--dry-run", "--json"));
    args.addAll(List.of(options));
    args.add("hi");
    CliRunner.Result ran = byok.run(args.toArray(new String[0]));
    assertEquals(0, ran.exitCode(), ran.err());
    return Json.parseObject(ran.out());
  }
}
