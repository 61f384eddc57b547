package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.testing.CliRunner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks which of two wires a prompt takes, and that {@code --dry-run} says so. */
final class WireChoiceTest {
  private static final String KEY = "sk-Wc5-0123456789abcdef-Wc5";

  @TempDir private Path home;
  private CliRunner byok;

  @BeforeEach
  void keys() {
    byok = new CliRunner(home);
    for (String provider : List.of("OPENAI", "XAI", "KILO", "OPENROUTER", "AZURE", "ANTHROPIC")) {
      byok.env("BYOK_" + provider + "_API_KEY", KEY);
    }
    byok.env("BYOK_AZURE_HOST", "https://mine.openai.azure.com");
  }

  @ParameterizedTest(name = "{0} is asked on {1}")
  @CsvSource({
    "openai/gpt-4o, chat/completions",
    "openai/gpt-5.1, chat/completions",
    "openai/gpt-5.3-chat-latest, chat/completions",
    "openai/gpt-5.4, responses",
    "openai/gpt-5.4-mini, responses",
    "openai/gpt-5.6-luna, responses",
    "openai/gpt-6-luna, responses",
    "openai/gpt-6.2-astra, responses",
    "openai/gpt-5-pro, responses",
    "openai/gpt-5.2-pro-2025-12-11, responses",
    "openai/o3-pro, responses",
    "openai/gpt-5-codex, responses",
    "openai/gpt-5.1-codex-max, responses",
    "openai/codex-mini-latest, responses",
    "openai/o4-mini-deep-research, responses",
    "azure/gpt-6-luna, responses",
    "azure/my-deployment, chat/completions",
    "azure/assistant-pro, chat/completions",
    "xai/grok-4.7, responses",
    "xai/grok-4.3, responses",
    "kilo/openai/gpt-6-luna, responses",
    "kilo/anthropic/claude-sonnet-5, chat/completions",
    "openrouter/openai/gpt-5.4-pro, responses",
    "openrouter/openai/gpt-4o, chat/completions"
  })
  void the_model_decides(String reference, String path) throws Exception {
    JsonObject shown = shown(reference);
    String url = String.valueOf(shown.text("url"));
    assertTrue(url.endsWith("/" + path), url);
    assertEquals(path.equals("responses") ? "openai-responses" : "openai-chat", shown.text("wire"));
  }

  @Test
  void azures_older_api_has_chat_alone() throws Exception {
    byok.env("OPENAI_API_VERSION", "2024-10-21");
    assertTrue(url("azure/gpt-6-luna").contains("/chat/completions?api-version=2024-10-21"));
  }

  @ParameterizedTest(name = "{0} at {1} is asked on {2}")
  @CsvSource({
    "gpt-6-luna, https://proxy.example/v1, /v1/chat/completions",
    "gpt-6-luna, https://api.openai.com.example/v1, /v1/chat/completions",
    "gpt-6-luna, https://api.openai.com:8443/v1, /v1/chat/completions",
    "gpt-6-luna, http://127.0.0.1:9/v1, /v1/chat/completions",
    "gpt-5-pro, https://proxy.example/v1, /v1/responses",
    "gpt-6-luna, https://api.openai.com/v1, /v1/responses",
    "gpt-6-luna, https://eu.api.openai.com/v1, /v1/responses"
  })
  void a_host_of_ones_own_keeps_chat_for_what_both_serve(String model, String host, String path)
      throws Exception {
    byok.env("BYOK_OPENAI_HOST", host);
    assertTrue(url("openai/" + model).endsWith(path), url("openai/" + model));
  }

  @Test
  void a_setting_decides_for_all_keys_but_not_against_the_model() throws Exception {
    assertEquals(0, byok.run("config", "set", "openai.wire", "chat").exitCode());
    assertTrue(url("openai/gpt-6-luna").endsWith("/chat/completions"));
    assertTrue(url("xai/grok-4.7").endsWith("/chat/completions"));
    assertTrue(url("openai/gpt-5-pro").endsWith("/responses"));
    assertEquals(0, byok.run("config", "set", "openai.wire", "responses").exitCode());
    byok.env("BYOK_OPENAI_HOST", "https://proxy.example/v1");
    assertTrue(url("openai/gpt-4o").endsWith("/responses"));
    assertTrue(url("anthropic/claude-sonnet-5").endsWith("/messages"));
    assertEquals("openai.wire is set so", shown("openai/gpt-4o").text("wire_reason"));
  }

  @Test
  void a_keys_own_setting_comes_first() throws Exception {
    byok.run("config", "set", "openai.wire", "responses");
    byok.env("BYOK_OPENAI_WIRE", "chat");
    assertTrue(url("openai/gpt-5-pro").endsWith("/chat/completions"));
    assertTrue(url("xai/grok-4.7").endsWith("/responses"));
  }

  @Test
  void a_stored_key_keeps_its_setting() throws Exception {
    CliRunner stored = CliRunner.withKeyFile(home);
    CliRunner.Result added =
        stored.stdin(KEY).run("keys", "add", "openai:work", "--no-verify", "--wire", "chat");
    assertEquals(0, added.exitCode(), added.err());
    CliRunner.Result ran =
        stored.run("run", "-m", "openai:work/gpt-6-luna", "--dry-run", "--json", "hi");
    JsonObject shown = Json.parseObject(ran.out());
    assertEquals("openai-chat", shown.text("wire"));
    assertEquals("the key is set so", shown.text("wire_reason"));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource({
    "config set openai.wire, chats, openai.wire does not take",
    "keys add openai --no-verify --wire, soap, --wire does not take",
    "keys add anthropic --no-verify --wire, chat, --wire does not apply to Anthropic"
  })
  void other_words_are_refused(String line, String word, String told) {
    List<String> args = new ArrayList<>(List.of(line.split(" ")));
    args.add(word);
    CliRunner.Result ran = byok.stdin(KEY).run(args.toArray(new String[0]));
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains(told), ran.err());
  }

  @Test
  void a_wrong_word_in_the_configuration_is_refused_where_it_would_count() throws Exception {
    Files.writeString(home.resolve("config.json"), "{\"settings\":{\"openai.wire\":\"soap\"}}");
    CliRunner.Result ran = byok.run("run", "-m", "openai/gpt-6-luna", "--dry-run", "hi");
    assertEquals(12, ran.exitCode());
    assertTrue(ran.err().contains("openai.wire does not take \"soap\""), ran.err());
    assertTrue(url("anthropic/claude-sonnet-5").endsWith("/messages"));
  }

  @Test
  void a_wrong_variable_is_refused_before_anything_is_sent() {
    byok.env("BYOK_OPENAI_WIRE", "rest");
    CliRunner.Result ran = byok.run("run", "-m", "openai/gpt-6-luna", "hi");
    assertEquals(2, ran.exitCode());
    assertTrue(ran.err().contains("BYOK_OPENAI_WIRE does not take \"rest\""), ran.err());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource({"--stop, END", "--seed, 7", "--max-tokens, 5"})
  void what_only_chat_has_is_asked_for_on_chat(String option, String value) throws Exception {
    JsonObject shown = shown("openai/gpt-6-luna", option, value);
    assertEquals("openai-chat", shown.text("wire"));
    byok.env("BYOK_OPENAI_WIRE", "responses");
    CliRunner.Result ran =
        byok.run("run", "-m", "openai/gpt-6-luna", "--dry-run", option, value, "hi");
    assertEquals(2, ran.exitCode(), ran.out());
    assertTrue(ran.err().contains(option), ran.err());
  }

  @Test
  void the_reason_is_told_beside_the_request_and_the_key_never() {
    CliRunner.Result ran = byok.run("run", "-m", "openai/gpt-6-luna", "--dry-run", "hi");
    assertEquals(
        "byok: wire openai-responses, since the provider advises it for this model\n", ran.err());
    assertTrue(ran.out().startsWith("POST https://api.openai.com/v1/responses\n"), ran.out());
    assertFalse((ran.out() + ran.err()).contains(KEY.substring(0, 20)), ran.out());
    assertEquals("", byok.run("run", "-q", "-m", "openai/gpt-6-luna", "--dry-run", "x").err());
    assertEquals("", byok.run("run", "-m", "anthropic/claude-sonnet-5", "--dry-run", "x").err());
  }

  private String url(String reference) throws JsonSyntaxException {
    return String.valueOf(shown(reference).text("url"));
  }

  private JsonObject shown(String reference, String... options) throws JsonSyntaxException {
    List<String> args = new ArrayList<>(List.of("run", "-m", reference, "--dry-run", "--json"));
    args.addAll(List.of(options));
    args.add("hi");
    CliRunner.Result ran = byok.run(args.toArray(new String[0]));
    assertEquals(0, ran.exitCode(), ran.err());
    assertFalse(ran.out().contains(KEY), ran.out());
    return Json.parseObject(ran.out());
  }
}
