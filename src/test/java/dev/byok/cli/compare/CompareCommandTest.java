package dev.byok.cli.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Byok;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code byok compare} through its real entry point. */
final class CompareCommandTest {
  private static final String KEY = "canary-0123456789abcdef-canary";

  @TempDir private Path home;
  private final List<RawServer> servers = new ArrayList<>();
  private CliRunner byok;

  @BeforeEach
  void start() {
    byok = new CliRunner(home);
  }

  @AfterEach
  void stop() throws IOException {
    for (RawServer server : servers) {
      server.close();
    }
  }

  /** Starts a server with this script for {@code openai-compatible:LABEL/m}. */
  private RawServer play(String label, RawServer.Script script) throws IOException {
    RawServer server = RawServer.start(script);
    servers.add(server);
    String stem = "BYOK_OPENAI_COMPATIBLE__" + label.toUpperCase(Locale.ROOT);
    byok.env(stem + "_API_KEY", KEY + label).env(stem + "_HOST", server.url() + "/v1");
    return server;
  }

  private CliRunner.Result compare(String... args) {
    List<String> all = new ArrayList<>(List.of("compare", "--no-stdin", "--retries", "0"));
    all.addAll(List.of(args));
    CliRunner.Result result = byok.run(all.toArray(new String[0]));
    assertFalse(result.out().contains(KEY), result.out());
    assertFalse(result.err().contains(KEY), result.err());
    return result;
  }

  private static RawServer.Script says(String text, int input) {
    return RawServer.events(
        "data: {\"id\":\"c-1\",\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\""
            + text
            + "\"},\"finish_reason\":null}]}\n\n",
        "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
            + "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":"
            + input
            + ",\"completion_tokens\":4}}\n\ndata: [DONE]\n\n");
  }

  private List<JsonObject> ledger() throws Exception {
    Path file = home.resolve("usage.json");
    return Files.exists(file)
        ? Json.parseObject("{\"entries\":" + Files.readString(file) + "}").objects("entries")
        : List.of();
  }

  private static List<JsonObject> array(CliRunner.Result result) throws Exception {
    return Json.parseObject("{\"all\":" + result.out() + "}").objects("all");
  }

  @Test
  void answers_stand_below_each_other_in_the_order_asked() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    play(
        "a",
        socket -> {
          assertTrue(second.await(20, TimeUnit.SECONDS));
          says("one", 7).play(socket);
        });
    play(
        "b",
        socket -> {
          says("two\\n", 8).play(socket);
          second.countDown();
        });
    CliRunner.Result result =
        compare("-m", "openai-compatible:a/m", "-m", "openai-compatible:b/n", "hi", "there");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("## openai-compatible:a/m\none\n\n## openai-compatible:b/n\ntwo\n", result.out());
    assertTrue(
        result.err().contains("byok: openai-compatible:a/m: 7 tokens in, 4 out, cost unknown, "),
        result.err());
    List<JsonObject> entries = ledger();
    assertEquals(2, entries.size());
    Set<String> models = new HashSet<>();
    for (JsonObject entry : entries) {
      assertEquals("compare", entry.text("command"));
      assertEquals("ok", entry.text("status"));
      models.add(entry.text("key") + "/" + entry.text("model"));
    }
    assertEquals(Set.of("openai-compatible:a/m", "openai-compatible:b/n"), models);
  }

  @Test
  void all_are_asked_at_the_same_time() throws Exception {
    CountDownLatch all = new CountDownLatch(16);
    RawServer.Script whenAllHaveAsked =
        socket -> {
          all.countDown();
          assertTrue(all.await(30, TimeUnit.SECONDS), "they came one after the other");
          says("yes", 1).play(socket);
        };
    play("a", whenAllHaveAsked);
    List<String> args = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      args.addAll(List.of("-m", "openai-compatible:a/m"));
    }
    args.addAll(List.of("--json", "hi"));
    CliRunner.Result result = compare(args.toArray(new String[0]));
    assertEquals(0, result.exitCode(), result.err());
    assertEquals(16, array(result).size());
    Set<String> ids = new HashSet<>();
    ledger().forEach(entry -> ids.add(entry.text("id")));
    assertEquals(16, ids.size());
  }

  @Test
  void one_that_fails_does_not_stop_the_others_and_the_worst_is_the_exit_code() {
    CliRunner.Result result =
        compare(
            "-m", "demo/echo", "-m", "demo/error-401", "-m", "nosuch/m", "-m", "demo/echo", "hi");
    assertEquals(4, result.exitCode());
    assertEquals(
        """
        ## demo/echo
        hi

        ## demo/error-401
        (failed: key-rejected)

        ## nosuch/m
        (failed: no-key)

        ## demo/echo
        hi
        """,
        result.out());
    assertTrue(result.err().contains("byok: demo/error-401: "), result.err());
    assertTrue(result.err().contains("byok: nosuch/m: "), result.err());
    assertTrue(result.err().contains("  hint: "), result.err());
  }

  @Test
  void an_array_has_answers_and_errors_in_the_order_asked() throws Exception {
    byok.env("OPENAI_API_KEY", "");
    CliRunner.Result result =
        compare(
            "--json",
            "-m",
            "demo/error-429",
            "-m",
            "demo/cut",
            "-m",
            "openai/gpt-5.6-luna",
            "-m",
            "demo/echo",
            "one two three four");
    assertEquals(10, result.exitCode(), result.err());
    assertTrue(result.out().startsWith("[\n{"), result.out());
    assertTrue(result.out().endsWith("}\n]\n"), result.out());
    assertEquals(6, result.out().lines().count());
    List<JsonObject> all = array(result);
    JsonObject limited = all.get(0).at("error");
    assertEquals("rate-limit", limited.text("code"));
    assertEquals("demo", limited.text("provider"));
    assertEquals("error-429", limited.text("model"));
    assertTrue(limited.has("key"));
    assertNull(limited.text("key"));
    assertEquals("incomplete", all.get(1).at("error").text("code"));
    assertEquals("one two", all.get(1).text("text"));
    JsonObject keyless = all.get(2).at("error");
    assertEquals("no-key", keyless.text("code"));
    assertEquals("openai", keyless.text("provider"));
    assertEquals("openai/gpt-5.6-luna", keyless.text("model"));
    assertEquals("one two three four", all.get(3).text("text"));
    assertEquals("echo", all.get(3).text("model"));
    assertEquals(4L, all.get(3).at("usage").count("output"));
  }

  @Test
  void the_key_of_an_error_is_named() throws Exception {
    play(
        "a",
        RawServer.answer(401, "{\"error\":{\"message\":\"no\",\"code\":\"invalid_api_key\"}}"));
    JsonObject error =
        array(compare("--json", "-m", "openai-compatible:a/m", "hi")).get(0).at("error");
    assertEquals("openai-compatible:a", error.text("key"));
    assertEquals("m", error.text("model"));
    assertEquals(401L, error.count("status"));
  }

  @Test
  void what_is_wrong_with_the_command_is_said_before_anything_is_sent() throws Exception {
    RawServer server = play("a", says("x", 1));
    assertUsage("no model was given", "hi");
    assertUsage("there is nothing to send", "-m", "openai-compatible:a/m");
    assertUsage(
        "--temperature does not take \"9\"", "-m", "openai-compatible:a/m", "-t", "9", "hi");
    assertUsage("--mode does not apply to", "-m", "openai-compatible:a/m", "--mode", "code", "hi");
    assertUsage("--mode does not take \"a b\"", "-m", "kilo/kilo-auto/free", "--mode", "a b", "hi");
    List<String> many = new ArrayList<>();
    for (int i = 0; i < 17; i++) {
      many.addAll(List.of("-m", "openai-compatible:a/m"));
    }
    many.add("hi");
    assertUsage("\"17\" models are too many", many.toArray(new String[0]));
    assertEquals(0, server.connections());
    assertEquals(List.of(), ledger());
  }

  private void assertUsage(String words, String... args) {
    CliRunner.Result result = compare(args);
    assertEquals(2, result.exitCode(), result.err());
    assertTrue(result.err().startsWith("byok: " + words), result.err());
    assertEquals("", result.out());
  }

  @Test
  void each_has_a_task_of_its_own_at_the_gateway() throws Exception {
    RawServer server = RawServer.start(says("hello", 7));
    servers.add(server);
    byok.env("BYOK_KILO_API_KEY", KEY).env("KILO_API_URL", server.url() + "/api/gateway");
    byok.env("BYOK_KILO_HOST", server.url() + "/api/gateway");
    play("a", says("direct", 1));
    CliRunner.Result result =
        compare(
            "-m",
            "kilo/openai/a",
            "-m",
            "kilo/openai/b",
            "-m",
            "openai-compatible:a/m",
            "--org",
            "123e4567-e89b-12d3-a456-426614174000",
            "hi");
    assertEquals(0, result.exitCode(), result.err());
    Set<String> tasks = new HashSet<>();
    for (String request : server.requests()) {
      tasks.add(MockProvider.header(request, "X-KiloCode-TaskId"));
      assertEquals(
          "123e4567-e89b-12d3-a456-426614174000",
          MockProvider.header(request, "X-KiloCode-OrganizationId"));
    }
    assertEquals(2, tasks.size());
    assertFalse(tasks.contains("-"), tasks.toString());
  }

  @Test
  void one_that_stalls_keeps_no_other_from_being_told() throws Exception {
    play("a", says("one", 1));
    play("b", RawServer.stallAfterHeaders());
    play("c", says("three", 1));
    CliRunner.Result result =
        compare(
            "-m",
            "openai-compatible:a/m",
            "-m",
            "openai-compatible:b/m",
            "-m",
            "openai-compatible:c/m",
            "--timeout",
            "1s",
            "hi");
    assertEquals(8, result.exitCode(), result.err());
    assertEquals(
        """
        ## openai-compatible:a/m
        one

        ## openai-compatible:b/m
        (failed: unavailable)

        ## openai-compatible:c/m
        three
        """,
        result.out());
    assertEquals(3, ledger().size());
  }

  @Test
  void an_output_that_nobody_reads_stops_them_all() throws Exception {
    RawServer stalled = play("b", RawServer.stallAfterHeaders());
    play("a", says("one", 1));
    assertEquals(141, into("Broken pipe", stalled));
    assertEquals(12, into("No space left on device", stalled));
  }

  private int into(String complaint, RawServer stalled) throws IOException {
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int oneByte) throws IOException {
            throw new IOException(complaint);
          }
        };
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Map<String, String> env =
        Map.of(
            "BYOK_HOME",
            home.toString(),
            "BYOK_OPENAI_COMPATIBLE__B_API_KEY",
            KEY,
            "BYOK_OPENAI_COMPATIBLE__B_HOST",
            stalled.url() + "/v1");
    int code =
        Byok.run(
            new ByteArrayInputStream(new byte[0]),
            out,
            err,
            env,
            "compare",
            "--no-stdin",
            "-m",
            "demo/echo",
            "-m",
            "openai-compatible:b/m",
            "--timeout",
            "60s",
            "hi");
    String told = err.toString(StandardCharsets.UTF_8);
    assertEquals(code == 12 ? 1 : 0, told.split("standard output", -1).length - 1, told);
    return code;
  }

  @Test
  void budgets_are_asked_in_the_order_of_the_models() throws Exception {
    StoredPrices.write(home, "openai", "m", "{\"input\":10000,\"output\":10000}");
    // The answer uses all that was reserved, so the second is refused even if the first has ended.
    RawServer server = RawServer.start(says("hello", 120));
    servers.add(server);
    byok.env("BYOK_OPENAI_API_KEY", KEY).env("BYOK_OPENAI_HOST", server.url() + "/v1");
    assertEquals(0, byok.run("budget", "set", "150", "--per", "month", "--tokens").exitCode());
    CliRunner.Result result =
        compare("-m", "openai/m", "-m", "openai/m", "--max-tokens", "100", "hi");
    assertEquals(13, result.exitCode(), result.err());
    assertEquals("## openai/m\nhello\n\n## openai/m\n(failed: budget)\n", result.out());
    assertEquals(1, server.connections());
    CliRunner.Result over =
        compare("-m", "openai/m", "-m", "openai/m", "--max-tokens", "100", "--over-budget", "hi");
    assertEquals(0, over.exitCode(), over.err());
    assertEquals(3, server.connections());
  }

  @Test
  void a_dry_run_shows_every_request_and_sends_none() throws Exception {
    RawServer server = play("a", says("x", 1));
    CliRunner.Result result =
        compare(
            "--dry-run",
            "-m",
            "openai-compatible:a/m",
            "-m",
            "nosuch/m",
            "-m",
            "openai-compatible:a/n",
            "-s",
            "brief",
            "hi");
    assertEquals(3, result.exitCode(), result.err());
    assertTrue(result.out().startsWith("## openai-compatible:a/m\nPOST http://127"), result.out());
    assertTrue(result.out().contains("\n\n## nosuch/m\n(failed: no-key)\n\n## "), result.out());
    assertTrue(result.out().contains("{\"model\":\"n\",\"messages\":[{\"role\":\"system\""));
    CliRunner.Result json =
        compare("--dry-run", "--json", "-m", "openai-compatible:a/m", "-m", "nosuch/m", "hi");
    assertEquals("m", array(json).get(0).at("body").text("model"));
    assertEquals("no-key", array(json).get(1).at("error").text("code"));
    assertEquals(0, server.connections());
  }

  @Test
  void quiet_is_the_answers_alone_and_tags_are_written_down() throws Exception {
    CliRunner.Result result =
        compare("-q", "--tag", "job=x", "-m", "demo/echo", "-m", "demo/echo", "hi");
    assertEquals("", result.err());
    assertEquals("## demo/echo\nhi\n\n## demo/echo\nhi\n", result.out());
    for (JsonObject entry : ledger()) {
      assertEquals("x", entry.at("tags").text("job"));
    }
  }

  @Test
  void a_key_in_a_file_is_opened_once_for_all_its_models() throws Exception {
    RawServer server = RawServer.start(says("hello", 7));
    servers.add(server);
    CliRunner filed = CliRunner.withKeyFile(home);
    assertEquals(
        0,
        filed
            .stdin(KEY)
            .run("keys", "add", "openai-compatible", "--no-verify", "--host", server.url() + "/v1")
            .exitCode());
    CliRunner.Result result =
        filed.run(
            "compare",
            "--no-stdin",
            "-m",
            "openai-compatible/a",
            "-m",
            "openai-compatible/b",
            "hi");
    assertEquals(0, result.exitCode(), result.err());
    for (String request : server.requests()) {
      assertEquals("Bearer " + KEY, MockProvider.header(request, "Authorization"));
    }
    assertEquals(2, server.connections());
  }
}
