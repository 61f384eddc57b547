package dev.byok.cli.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Byok;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ModelsCommandTest {
  private static final String KEY = "canary-0123456789abcdef-canary";
  private static final String PRICES =
      "{\"openai\":{\"models\":{\"m\":{\"name\":\"Model M\",\"limit\":{\"context\":1000,"
          + "\"output\":500},\"cost\":{\"input\":1.250,\"output\":10}}}}}";

  @TempDir Path home;

  /** Returns the providers whose list is fetched over HTTP from a host that can be set. */
  static Stream<String> listed() {
    return Catalog.load().providers().stream()
        .filter(provider -> provider.modelList().path() != null)
        .map(Provider::id);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("listed")
  void every_providers_list_is_shown_and_kept(String id) throws Exception {
    String fields = "";
    Provider provider = Catalog.load().get(id);
    for (String field : provider.modelList().only().fields().keySet()) {
      fields += ",\"%s\":[\"%s\"]".formatted(field, provider.modelList().only().text(field));
    }
    try (RawServer server =
        RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"a/m\"" + fields + "}]}"))) {
      CliRunner byok = withKey(id, server.url() + "/v1").env("BYOK_PRICES_URL", server.url());
      byok.run("config", "set", "prices.fetch", "false");
      CliRunner.Result result = byok.run("models", id);
      assertEquals("", result.err());
      assertEquals(0, result.exitCode());
      assertEquals(id + "/a/m", result.out().lines().toList().get(1));
      assertEquals(result.out(), byok.run("models", id).out());
      assertEquals(1, server.connections());
      byok.run("models", id, "--refresh");
      assertEquals(2, server.connections());
      boolean sent = server.requests().get(0).contains(KEY);
      assertEquals(provider.modelList().sendsKey(), sent);
      assertNothingHoldsTheKey();
    }
  }

  @Test
  void gaps_are_filled_from_the_price_list() throws Exception {
    try (RawServer provider =
            RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"));
        RawServer prices = RawServer.start(RawServer.answer(200, PRICES))) {
      CliRunner byok =
          withKey("openai", provider.url() + "/v1").env("BYOK_PRICES_URL", prices.url() + "/p");
      CliRunner.Result table = byok.run("models", "openai");
      assertEquals(
          """
          MODEL     CONTEXT  MAX OUTPUT  PRICE IN  PRICE OUT
          openai/m     1000         500      1.25         10
          """,
          table.out());
      CliRunner.Result json = byok.run("models", "openai", "--json");
      assertEquals(
          """
          [
          {"provider":"openai","key":"openai","id":"m","ref":"openai/m","name":"Model M",\
          "context":1000,\
          "max_output":500,"price":{"input":1.25,"output":10,"cache_read":null,"cache_write":null},"wire":"openai-chat"}
          ]
          """,
          json.out());
      assertEquals(1, prices.connections());
      assertFalse(prices.requests().get(0).contains(KEY));
      assertEquals("-", MockProvider.header(prices.requests().get(0), "Authorization"));
    }
  }

  @Test
  void prices_that_are_turned_off_are_not_asked_for() throws Exception {
    try (RawServer provider =
            RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"));
        RawServer prices = RawServer.start(RawServer.answer(200, PRICES))) {
      CliRunner byok =
          withKey("openai", provider.url() + "/v1").env("BYOK_PRICES_URL", prices.url() + "/p");
      Files.writeString(home.resolve("config.json"), "{\"settings\":{\"prices.fetch\":false}}");
      CliRunner.Result result = byok.run("models", "openai", "--refresh", "--json");
      assertEquals(0, prices.connections());
      assertTrue(result.out().contains("\"input\":null"), result.out());
      assertEquals("", result.err());
    }
  }

  @Test
  void without_the_price_list_everything_else_is_shown() throws Exception {
    try (RawServer provider =
            RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"));
        RawServer prices = RawServer.start(RawServer.answer(500, ""))) {
      CliRunner byok =
          withKey("openai", provider.url() + "/v1").env("BYOK_PRICES_URL", prices.url() + "/p");
      CliRunner.Result result = byok.run("models", "openai");
      assertEquals(0, result.exitCode());
      assertTrue(result.out().contains("openai/m"), result.out());
      assertTrue(result.err().startsWith("byok: the price list is not available: "), result.err());
    }
  }

  @Test
  void one_failing_provider_does_not_stop_the_others() throws Exception {
    try (RawServer good = RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"));
        RawServer bad = RawServer.start(RawServer.answer(401, "{}"))) {
      CliRunner byok = withKey("groq", good.url()).env("BYOK_PRICES_URL", bad.url());
      byok.env("BYOK_OPENAI_API_KEY", KEY).env("BYOK_OPENAI_HOST", bad.url());
      byok.env("BYOK_OLLAMA_HOST", "http://127.0.0.1:1")
          .env("BYOK_LMSTUDIO_HOST", "http://127.0.0.1:1");
      byok.run("config", "set", "prices.fetch", "false");
      CliRunner.Result result = byok.run("models");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("byok: OpenAI rejects the key \"openai\" (HTTP 401)\n", result.err());
      assertTrue(result.out().contains("groq/m\n"), result.out());
      assertTrue(result.out().contains("demo/echo\n"), result.out());
      CliRunner.Result alone = byok.run("models", "openai", "--json");
      assertEquals(4, alone.exitCode());
      assertEquals("key-rejected", Json.parseObject(alone.out()).at("error").text("code"));
    }
  }

  @Test
  void when_every_key_fails_the_largest_code_is_returned() throws Exception {
    try (RawServer bad = RawServer.start(RawServer.answer(401, "{}"));
        RawServer down = RawServer.start(RawServer.answer(503, "{}"))) {
      CliRunner byok = withKey("groq", down.url());
      byok.env("BYOK_OPENAI_API_KEY", KEY).env("BYOK_OPENAI_HOST", bad.url());
      byok.env("BYOK_OLLAMA_HOST", "http://127.0.0.1:1")
          .env("BYOK_LMSTUDIO_HOST", "http://127.0.0.1:1");
      CliRunner.Result result = byok.run("models");
      assertEquals(8, result.exitCode(), result.err());
      assertEquals(2, result.err().lines().filter(line -> line.startsWith("  hint: ")).count());
    }
  }

  @Test
  void another_key_under_the_same_name_does_not_see_the_old_list() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answer(200, "{\"data\":[{\"id\":\"old\"}]}"),
            RawServer.answer(200, "{\"data\":[{\"id\":\"new\"}]}"))) {
      CliRunner byok = withKey("openai-compatible", server.url());
      assertTrue(byok.run("models", "openai-compatible").out().contains("/old\n"));
      byok.env("BYOK_OPENAI_COMPATIBLE_API_KEY", "another-0123456789abcdef-key");
      assertTrue(byok.run("models", "openai-compatible").out().contains("/new\n"));
    }
  }

  @Test
  void all_words_of_a_search_are_in_the_id_or_the_name() throws Exception {
    String list =
        "{\"data\":[{\"id\":\"a/Claude-5\",\"name\":\"Sonnet\"},{\"id\":\"b/claude-4\"},{\"id\":\"c\"}]}";
    try (RawServer server = RawServer.start(RawServer.answer(200, list))) {
      CliRunner byok = withKey("openai-compatible", server.url());
      CliRunner.Result result =
          byok.run("models", "openai-compatible", "--search", " SONNET claude", "--json");
      List<JsonObject> rows = Json.parseObject("{\"all\":" + result.out() + "}").objects("all");
      assertEquals(1, rows.size());
      assertEquals("a/Claude-5", rows.get(0).text("id"));
      CliRunner.Result none = byok.run("models", "openai-compatible", "--search", "gpt");
      assertEquals("", none.out());
      assertEquals("byok: no models to show\n", none.err());
    }
  }

  @Test
  void a_long_list_is_one_element_a_line() throws Exception {
    StringBuilder list = new StringBuilder("[{\"id\":\"m\"}");
    for (int i = 0; i < 20_000; i++) {
      list.append(",{\"id\":\"m").append(i).append("\"}");
    }
    try (RawServer server = RawServer.start(RawServer.answer(200, list + "]"))) {
      CliRunner byok = withKey("openai-compatible", server.url());
      CliRunner.Result result = byok.run("models", "openai-compatible", "--json");
      assertEquals(20_003, result.out().lines().count());
      assertEquals(
          20_001, Json.parseObject("{\"all\":" + result.out() + "}").objects("all").size());
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"sk-proj-", "gsk_", "xai-", ""})
  void a_key_that_is_listed_as_a_model_is_neither_shown_nor_kept(String prefix) throws Exception {
    String key = prefix + KEY;
    String list =
        "{\"data\":[{\"id\":\"%s\"},{\"id\":\"n\",\"name\":\"for %s\"},{\"id\":\"m\"}]}"
            .formatted(key, key);
    try (RawServer server = RawServer.start(RawServer.answer(200, list))) {
      CliRunner byok =
          withKey("openai-compatible", server.url())
              .env("BYOK_OPENAI_COMPATIBLE_API_KEY", key)
              .env("BYOK_PRICES_URL", server.url());
      byok.run("config", "set", "prices.fetch", "false");
      CliRunner.Result json = byok.run("models", "openai-compatible", "--json");
      List<JsonObject> rows = Json.parseObject("{\"all\":" + json.out() + "}").objects("all");
      assertEquals(List.of("m"), rows.stream().map(row -> row.text("id")).toList());
      CliRunner.Result table = byok.run("models", "openai-compatible");
      assertEquals(2, table.out().lines().count(), table.out());
      for (String printed : List.of(json.out(), json.err(), table.out(), table.err())) {
        assertFalse(printed.contains("0123456789abcdef"), printed);
      }
      assertNothingHoldsTheKey();
    }
  }

  @Test
  void a_model_whose_name_looks_like_a_key_is_a_model() throws Exception {
    try (RawServer server =
        RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"fw-llama-v3p1\"}]}"))) {
      CliRunner.Result result =
          withKey("openai-compatible", server.url()).run("models", "openai-compatible");
      assertTrue(result.out().contains("/fw-llama-v3p1\n"), result.out());
    }
  }

  @Test
  void names_of_the_price_list_are_cleaned() throws Exception {
    String prices =
        "{\"openai\":{\"models\":{\"m\":{\"name\":\"a\\u202eb\\u001b[31mc\",\"limit\":{\"context\":1}}}}}";
    try (RawServer provider =
            RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"));
        RawServer list = RawServer.start(RawServer.answer(200, prices))) {
      CliRunner byok =
          withKey("openai", provider.url() + "/v1").env("BYOK_PRICES_URL", list.url() + "/p");
      CliRunner.Result result = byok.run("models", "openai", "--json");
      JsonObject row = Json.parseObject("{\"all\":" + result.out() + "}").objects("all").get(0);
      assertEquals("a b [31mc", row.text("name"));
    }
  }

  @Test
  void output_that_cannot_be_written_is_told_once() {
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int octet) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    int exitCode =
        Byok.run(
            InputStream.nullInputStream(),
            full,
            err,
            Map.of("BYOK_HOME", home.toString(), "BYOK_PRICES_URL", "http://127.0.0.1:1/p"),
            "models",
            "minimax",
            "--json");
    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(12, exitCode, told);
    assertEquals(1, told.split("standard output cannot be written", -1).length - 1, told);
  }

  @Test
  void a_folder_of_lists_that_is_a_file_is_named() throws Exception {
    Files.writeString(home.resolve("cache"), "");
    try (RawServer server = RawServer.start(RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}"))) {
      CliRunner.Result result =
          withKey("openai-compatible", server.url()).run("models", "openai-compatible");
      assertEquals(0, result.exitCode(), result.err());
      assertTrue(result.err().contains("cache\" is not a folder"), result.err());
    }
  }

  @Test
  void no_hint_names_an_option_that_the_command_does_not_have() throws Exception {
    for (int status : List.of(429, 503)) {
      RawServer.Script failure = RawServer.answer(status, "{}");
      try (RawServer server = RawServer.start(failure)) {
        CliRunner byok = withKey("openai", server.url() + "/v1");
        CliRunner.Result listed = byok.run("models", "openai");
        assertEquals(status == 429 ? 7 : 8, listed.exitCode(), listed.err());
        assertFalse(listed.err().contains("--retries"), listed.err());
        assertEquals(1, server.connections());
      }
    }
  }

  @Test
  void the_variable_of_ollamas_cloud_is_not_sent_to_this_machine() throws Exception {
    try (RawServer server =
        RawServer.start(
            RawServer.answer(200, "{\"data\":[]}"), RawServer.answer(200, "{\"data\":[]}"))) {
      CliRunner byok =
          new CliRunner(home).env("OLLAMA_API_KEY", KEY).env("BYOK_OLLAMA_HOST", server.url());
      byok.run("models", "ollama", "--refresh");
      assertFalse(server.requests().get(0).contains(KEY));
      assertEquals(0, byok.run("config", "set", "env.OLLAMA_API_KEY", "true").exitCode());
      byok.run("models", "ollama", "--refresh");
      assertTrue(server.requests().get(1).contains(KEY));
    }
  }

  private CliRunner withKey(String id, String host) {
    String stem = "BYOK_" + id.toUpperCase(Locale.ROOT).replace('-', '_');
    return new CliRunner(home).env(stem + "_API_KEY", KEY).env(stem + "_HOST", host);
  }

  private void assertNothingHoldsTheKey() throws IOException {
    try (Stream<Path> files = Files.walk(home)) {
      List<Path> all = files.filter(Files::isRegularFile).toList();
      assertTrue(all.stream().anyMatch(file -> file.startsWith(home.resolve("cache/models"))));
      for (Path file : all) {
        assertFalse(Files.readString(file).contains("0123456789abcdef"), file.toString());
      }
    }
  }
}
