package dev.byok.cli.ask;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.CliRunner.Result;
import dev.byok.testing.FakeBedrock;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what several runs of one session send, and what they save. */
final class RunSessionTest {
  private static final String PNG =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
          + "gg==";
  private static final String ANTHROPIC =
      "{\"id\":\"msg_1\",\"type\":\"message\",\"model\":\"claude-x\",\"content\":["
          + "{\"type\":\"text\",\"text\":\"from claude\"}],\"stop_reason\":\"end_turn\","
          + "\"usage\":{\"input_tokens\":5,\"output_tokens\":9}}";
  private static final String GOOGLE =
      "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"from gemini\"}]},"
          + "\"finishReason\":\"STOP\"}],\"modelVersion\":\"gemini-x\",\"responseId\":\"r1\"}";

  @TempDir private Path home;

  private CliRunner byok() {
    return new CliRunner(home);
  }

  private Result ok(CliRunner byok, String... args) {
    List<String> all = new ArrayList<>(List.of("run"));
    all.addAll(List.of(args));
    Result result = byok.run(all.toArray(new String[0]));
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("", result.err());
    return result;
  }

  @Test
  void a_plain_run_saves_nothing() {
    ok(byok(), "-m", "demo/echo", "hi");
    assertFalse(Files.exists(home.resolve("sessions")));
  }

  @Test
  void the_next_run_sends_what_was_said() throws Exception {
    try (MockProvider mock = MockProvider.start()) {
      CliRunner byok = Scenario.byok(home, mock.base());
      ok(byok, "-m", "openai-compatible/m", "--session", "trip", "-s", "be brief", "one");
      Result second = ok(byok, "--session", "trip", "two");
      assertEquals("Hello from the mock\n", second.out());
      ok(byok, "-c", "-s", "be long", "three");
      assertEquals(
          "[{\"role\":\"system\",\"content\":\"be brief\"},{\"role\":\"user\",\"content\":\"one\"},"
              + "{\"role\":\"assistant\",\"content\":\"Hello from the mock\"},"
              + "{\"role\":\"user\",\"content\":\"two\"}]",
          Json.write(body(mock.requests().get(1)).get("messages")));
      List<JsonObject> third = body(mock.requests().get(2)).objects("messages");
      assertEquals(6, third.size());
      assertEquals("be long", third.getFirst().text("content"));
      for (JsonObject entry : Scenario.ledger(home)) {
        assertEquals("trip", entry.text("session"));
      }
      List<JsonObject> turns = saved("trip").objects("turns");
      assertEquals(6, turns.size());
      assertEquals("openai-compatible/m", turns.getLast().text("model"));
      assertEquals("m-2026", turns.getLast().text("served_model"));
      assertEquals(Scenario.ledger(home).getLast().text("id"), turns.getLast().text("entry"));
    }
  }

  @Test
  void another_model_gets_system_images_and_turns_in_its_own_dialect() throws Exception {
    Path image = Files.write(home.resolve("dot.png"), Base64.getDecoder().decode(PNG));
    try (MockProvider mock = MockProvider.start();
        RawServer anthropic = RawServer.start(RawServer.answer(200, ANTHROPIC));
        RawServer google = RawServer.start(RawServer.answer(200, GOOGLE));
        FakeBedrock bedrock = FakeBedrock.start()) {
      CliRunner byok =
          byok()
              .env("BYOK_OPENAI_API_KEY", Scenario.KEY)
              .env("BYOK_OPENAI_HOST", mock.base())
              .env("BYOK_ANTHROPIC_API_KEY", Scenario.KEY)
              .env("BYOK_ANTHROPIC_HOST", anthropic.url() + "/v1")
              .env("BYOK_GOOGLE_API_KEY", Scenario.KEY)
              .env("BYOK_GOOGLE_HOST", google.url() + "/v1")
              .env("BYOK_BEDROCK_API_KEY", FakeBedrock.KEY)
              .env("BYOK_BEDROCK_HOST", bedrock.url());
      String[] first = {"-m", "openai/m", "--session", "s", "-s", "be brief", "-f"};
      ok(byok, with(first, image.toString(), "what is it"));
      ok(byok, "-m", "anthropic/m", "--session", "s", "--no-stream", "and then");
      ok(byok, "-m", "google/m", "--session", "s", "--no-stream", "and now");
      ok(byok, "-m", "bedrock/us.anthropic.claude-sonnet-5", "--session", "s", "well");
      ok(byok, "-m", "openai/m", "--session", "s", "good");

      String toAnthropic = MockProvider.body(anthropic.requests().getFirst());
      assertEquals(List.of("user", "assistant", "user"), roles(toAnthropic, "messages"));
      assertInOrder(toAnthropic, PNG, "what is it", "Hello from the mock", "and then");
      assertTrue(Json.write(Json.parseObject(toAnthropic).get("system")).contains("be brief"));

      String toGoogle = MockProvider.body(google.requests().getFirst());
      assertEquals(List.of("user", "model", "user", "model", "user"), roles(toGoogle, "contents"));
      assertInOrder(
          toGoogle, PNG, "what is it", "Hello from", "and then", "from claude", "and now");
      JsonObject instructions = Json.parseObject(toGoogle).at("systemInstruction");
      assertTrue(Json.write(instructions).contains("be brief"), toGoogle);

      String toBedrock = MockProvider.body(bedrock.requests().getFirst());
      assertEquals(7, roles(toBedrock, "messages").size());
      assertInOrder(toBedrock, PNG, "Hello from the mock", "from claude", "from gemini", "well");
      assertTrue(Json.write(Json.parseObject(toBedrock).get("system")).contains("be brief"));

      String back = MockProvider.body(mock.requests().getLast());
      assertEquals(10, roles(back, "messages").size());
      assertEquals("system", roles(back, "messages").getFirst());
      assertInOrder(back, "be brief", PNG, "from claude", "from gemini", "from Bedrock", "good");
    }
    assertNoSessionHolds(Scenario.KEY, FakeBedrock.SECRET, FakeBedrock.ID);
  }

  @Test
  void the_gateway_is_told_one_task_for_all_of_a_conversation() throws Exception {
    String whole =
        "{\"id\":\"a\",\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":"
            + "\"assistant\",\"content\":\"yes\"},\"finish_reason\":\"stop\"}]}";
    try (RawServer server = RawServer.start(RawServer.answer(200, whole))) {
      CliRunner byok =
          byok()
              .env("BYOK_KILO_API_KEY", Scenario.KEY)
              .env("BYOK_KILO_HOST", server.url() + "/api/gateway");
      byok.run("run", "--no-stream", "-m", "kilo/x/y", "--session", "s", "one");
      byok.run("run", "--no-stream", "--session", "s", "two");
      List<String> requests = server.requests();
      String task = saved("s").text("task");
      assertEquals(task, MockProvider.header(requests.get(0), "X-KiloCode-TaskId"));
      assertEquals(task, MockProvider.header(requests.get(1), "X-KiloCode-TaskId"));
    }
  }

  @Test
  void a_broken_off_answer_is_kept_and_marked() throws Exception {
    Result cut = byok().run("run", "-m", "demo/cut", "--session", "s", "one two three four");
    assertEquals(10, cut.exitCode());
    JsonObject answer = saved("s").objects("turns").getLast();
    assertEquals("incomplete", answer.text("status"));
    assertEquals(cut.out().strip(), String.valueOf(answer.text("text")).strip());
    ok(byok(), "-m", "demo/echo", "-c", "go on");
    assertEquals(4, saved("s").objects("turns").size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"error-401", "error-400", "error-503"})
  void a_failure_before_any_text_saves_nothing(String model) {
    byok().run("run", "-m", "demo/" + model, "--retries", "0", "--session", "s", "hi");
    assertFalse(Files.exists(home.resolve("sessions")));
  }

  @Test
  void a_dry_run_shows_the_whole_context_and_saves_nothing() throws Exception {
    ok(byok(), "-m", "demo/echo", "--session", "s", "one");
    String before = Files.readString(home.resolve("sessions/s.json"));
    String shown = ok(byok(), "--session", "s", "--dry-run", "-s", "x", "two").out();
    assertTrue(shown.contains("\"one\"") && shown.contains("\"two\""), shown);
    assertEquals(before, Files.readString(home.resolve("sessions/s.json")));
    ok(byok(), "-m", "demo/echo", "--session", "t", "--dry-run", "one");
    assertFalse(Files.exists(home.resolve("sessions/t.json")));
  }

  @Test
  void an_answer_that_cannot_be_saved_is_printed_and_the_failure_told() throws Exception {
    Files.writeString(home.resolve("sessions"), "in the way");
    Result result = byok().run("run", "-m", "demo/echo", "--session", "s", "hi");
    assertEquals("hi\n", result.out());
    Scenario.assertFailure(result, 12);
    assertTrue(result.err().startsWith("byok: the session \"s\" cannot be saved: "), result.err());
    assertEquals(1, Scenario.ledger(home).size());
  }

  @Test
  void a_damaged_session_is_told_of_before_anything_is_sent() throws Exception {
    Files.createDirectories(home.resolve("sessions"));
    Files.writeString(home.resolve("sessions/s.json"), "{");
    Scenario.assertFailure(byok().run("run", "-m", "demo/echo", "--session", "s", "hi"), 12);
    assertEquals(List.of(), Scenario.ledger(home));
    ok(byok(), "-m", "demo/echo", "--session", "s", "hi");
    assertEquals("{", Files.readString(home.resolve("sessions/s.json.damaged-1")));
  }

  @Test
  void what_cannot_be_continued_is_refused_before_anything_is_sent() throws Exception {
    List<String> none = Scenario.assertFailure(byok().run("run", "-c", "hi"), 2);
    assertEquals("byok: there is no session to continue", none.getFirst());
    Scenario.assertFailure(byok().run("run", "-c", "--session", "s", "hi"), 2);
    Scenario.assertFailure(byok().run("run", "-m", "demo/echo", "--session", "../s", "hi"), 2);
    Scenario.assertErrorJson(byok().run("run", "--json", "-c", "hi"), "usage");
    assertEquals(List.of(), Scenario.ledger(home));
  }

  private JsonObject saved(String name) throws Exception {
    return Json.parseObject(Files.readAllBytes(home.resolve("sessions/" + name + ".json")));
  }

  private void assertNoSessionHolds(String... secrets) throws Exception {
    byte[] content = Files.readAllBytes(home.resolve("sessions/s.json"));
    String text = new String(content, StandardCharsets.ISO_8859_1);
    for (String secret : secrets) {
      assertFalse(text.contains(secret), text);
    }
  }

  private static JsonObject body(String request) throws Exception {
    return Json.parseObject(MockProvider.body(request));
  }

  private static List<String> roles(String body, String field) throws Exception {
    List<String> roles = new ArrayList<>();
    for (JsonObject message : Json.parseObject(body).objects(field)) {
      roles.add(String.valueOf(message.text("role")));
    }
    return roles;
  }

  private static void assertInOrder(String text, String... parts) {
    int at = -1;
    for (String part : parts) {
      int next = text.indexOf(part, at + 1);
      assertTrue(next > at, () -> "no " + part + " in its place: " + text);
      at = next;
    }
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(List.of(more));
    return all.toArray(new String[0]);
  }
}
