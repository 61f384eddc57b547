package dev.byok.keyring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks {@code keys test} and {@code keys list --check} with several providers on loopback. */
final class KeyChecksTest {
  @TempDir private Path home;
  private CliRunner byok = new CliRunner(Path.of("/"));

  @BeforeEach
  void byok() throws IOException {
    byok = CliRunner.withKeyFile(home);
  }

  @Test
  void several_outcomes_stand_in_order_and_the_largest_code_counts() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      add("openai-compatible:a", "good-0123456789", mock.base());
      add("openai-compatible:b", "wrong-0123456789", mock.base());
      add("openai-compatible:c", "good-0123456789", "http://127.0.0.1:1/v1");
      CliRunner.Result test = byok.run("keys", "test");
      assertEquals(8, test.exitCode(), test.err());
      assertEquals(
          """
          openai-compatible:a  ok
          openai-compatible:b  key-rejected
          openai-compatible:c  unavailable
          """,
          test.out());
      assertTrue(test.err().contains("byok: Invalid key. Validation failed.\n"), test.err());
      assertTrue(
          test.err().contains("\n  key \"openai-compatible:b\"\n  hint: check the key"),
          test.err());
      assertTrue(test.err().contains("\n  key \"openai-compatible:c\"\n"), test.err());
      CliRunner.Result one = byok.run("keys", "test", "openai-compatible:b");
      assertTrue(!one.err().contains("  key \""), one.err());
      CliRunner.Result json = byok.run("keys", "test", "--json");
      assertEquals(8, json.exitCode());
      List<JsonObject> rows = rows(json);
      assertEquals(3, rows.size());
      assertEquals(List.of("key", "check"), List.copyOf(rows.get(1).fields().keySet()));
      assertEquals("key-rejected", rows.get(1).at("check").text("code"));
      assertEquals("Invalid key. Validation failed.", rows.get(1).at("check").text("message"));
    }
  }

  @Test
  void the_list_has_a_check_for_every_key_also_of_the_environment() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      add("openai-compatible:a", "wrong-0123456789", mock.base());
      byok.env("BYOK_OPENAI_API_KEY", "good-0123456789").env("BYOK_OPENAI_HOST", mock.base());
      CliRunner.Result json = byok.run("keys", "list", "--check", "--json");
      assertEquals(4, json.exitCode(), json.err());
      List<JsonObject> rows = rows(json);
      assertEquals("openai", rows.get(0).text("key"));
      assertEquals("environment", rows.get(0).text("stored_in"));
      assertEquals("ok", rows.get(0).at("check").text("code"));
      assertEquals("key-rejected", rows.get(1).at("check").text("code"));
      CliRunner.Result table = byok.run("keys", "list", "--check");
      List<String> lines = table.out().lines().toList();
      assertTrue(lines.get(0).endsWith("  CHECK"), table.out());
      assertTrue(lines.get(1).endsWith("  ok"), table.out());
      assertTrue(lines.get(2).endsWith("  key-rejected"), table.out());
      assertEquals(2, mock.requests().stream().filter(r -> r.contains("good-0123456789")).count());
    }
  }

  @Test
  void a_variable_that_holds_no_key_keeps_no_other_from_the_list() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      add("openai-compatible:a", "good-0123456789", mock.base());
      byok.env("BYOK_OPENAI_API_KEY", "a canary");
      CliRunner.Result list = byok.run("keys", "list");
      assertEquals(0, list.exitCode(), list.err());
      assertTrue(list.out().contains("openai-compatible:a "), list.out());
      assertTrue(list.err().contains("BYOK_OPENAI_API_KEY"), list.err());
      CliRunner.Result json = byok.run("keys", "list", "--check", "--json");
      assertEquals(2, json.exitCode(), json.err());
      assertEquals("openai", rows(json).get(0).text("key"));
      assertEquals("usage", rows(json).get(0).at("check").text("code"));
      assertEquals("ok", rows(json).get(1).at("check").text("code"));
      assertTrue(!(list.err() + list.out() + json.out() + json.err()).contains("canary"));
    }
  }

  @Test
  void a_page_to_sign_in_proves_nothing() throws Exception {
    try (RawServer page = RawServer.start(RawServer.answer(200, "<html>"))) {
      add("openai-compatible:a", "good-0123456789", page.url());
      CliRunner.Result list = byok.run("keys", "list", "--check");
      assertEquals(8, list.exitCode(), list.err());
      assertTrue(list.out().stripTrailing().endsWith("  unavailable"), list.out());
      assertTrue(list.err().contains("so the key could not be checked"), list.err());
    }
  }

  /** The first is answered only after the second was asked, so one after the other would fail. */
  @Test
  void a_provider_that_hangs_keeps_no_other_waiting() throws Exception {
    CountDownLatch secondWasAsked = new CountDownLatch(1);
    RawServer.Script models = RawServer.answer(200, "{\"data\":[{\"id\":\"m\"}]}");
    try (RawServer slow =
            RawServer.start(socket -> {
              if (secondWasAsked.await(20, TimeUnit.SECONDS)) {
                models.play(socket);
              }
            });
        RawServer second =
            RawServer.start(socket -> {
              secondWasAsked.countDown();
              models.play(socket);
            })) {
      add("openai-compatible:a", "good-0123456789", slow.url());
      add("openai-compatible:b", "good-0123456789", second.url());
      CliRunner.Result result = byok.run("keys", "test");
      assertEquals(0, result.exitCode(), result.err());
      assertEquals("openai-compatible:a  ok\nopenai-compatible:b  ok\n", result.out());
    }
  }

  @Test
  void a_key_that_cannot_be_fetched_is_one_outcome_of_many() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      add("openai-compatible:a", "good-0123456789", mock.base());
      CliRunner.Result added =
          byok.run(
              "keys",
              "add",
              "openai-compatible:b",
              "--host",
              mock.base(),
              "--no-verify",
              "--from-command",
              "/no/such/helper");
      assertEquals(0, added.exitCode(), added.err());
      CliRunner.Result result = byok.run("keys", "test");
      assertEquals(11, result.exitCode(), result.err());
      assertEquals("openai-compatible:a  ok\nopenai-compatible:b  keychain\n", result.out());
    }
  }

  private void add(String name, String secret, String host) {
    CliRunner.Result added =
        byok.stdin(secret).run("keys", "add", name, "--host", host, "--no-verify");
    assertEquals(0, added.exitCode(), added.err());
  }

  private static List<JsonObject> rows(CliRunner.Result result) throws Exception {
    return Json.parseObject("{\"rows\":" + result.out() + "}").objects("rows");
  }
}
