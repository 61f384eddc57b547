package dev.byok.cli.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.MockProvider;
import dev.byok.testing.RawServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks prompts under a budget, through the command line. */
final class BudgetRunTest {
  /** A token in or out costs a cent, so the mock's 7 and 4 tokens cost 0.11 USD. */
  private static final String PRICES =
      "{\"openai\":{\"models\":{\"m\":{\"cost\":{\"input\":10000,\"output\":10000}},"
          + "\"free\":{\"cost\":{\"input\":0,\"output\":0}}}}}";

  @TempDir Path home;
  private MockProvider mock;
  private RawServer prices;
  private CliRunner byok;

  @BeforeEach
  void start() throws IOException {
    mock = MockProvider.start();
    prices = RawServer.start(RawServer.answer(200, PRICES));
    byok =
        new CliRunner(home)
            .env("BYOK_OPENAI_API_KEY", Scenario.KEY)
            .env("BYOK_OPENAI_HOST", mock.base())
            .env("BYOK_PRICES_URL", prices.url() + "/p");
  }

  @AfterEach
  void stop() throws IOException {
    mock.close();
    prices.close();
  }

  private CliRunner.Result budget(String... args) {
    List<String> all = new ArrayList<>(List.of("budget", "set"));
    all.addAll(List.of(args));
    CliRunner.Result result = byok.run(all.toArray(new String[0]));
    assertEquals(0, result.exitCode(), result.err());
    return result;
  }

  /** Runs {@code hi}: 1 token, 8 for its message, and as many as the answer may have. */
  private CliRunner.Result run(String... options) {
    List<String> all = new ArrayList<>(List.of("run", "-m", "openai/m"));
    all.addAll(List.of(options));
    all.add("hi");
    return byok.run(all.toArray(new String[0]));
  }

  private JsonObject shown() throws Exception {
    CliRunner.Result result = byok.run("budget", "show", "--json");
    assertEquals(0, result.exitCode(), result.err());
    return Json.parseObject("{\"all\":" + result.out() + "}").objects("all").getFirst();
  }

  @Test
  void what_may_pass_the_limit_is_refused_before_anything_is_sent() throws Exception {
    budget("0.18", "--per", "month");
    CliRunner.Result refused = run("--max-tokens", "10");
    List<String> said = Scenario.assertFailure(refused, 13);
    assertEquals(
        List.of(
            "byok: over budget: 0.00 of 0.18 USD a month are spent, and this request may cost up"
                + " to 0.19 USD",
            "  the budget is 0.18 USD a month",
            "  hint: byok budget show tells more; use --over-budget to send it anyway"),
        said);
    assertEquals("", refused.out());
    assertEquals(List.of(), mock.requests());
    assertFalse(Files.exists(home.resolve("usage.json")));

    CliRunner.Result sent = run("--max-tokens", "9");
    assertEquals("Hello from the mock\n", sent.out());
    assertEquals(1, mock.requests().size());
  }

  @Test
  void what_nobody_told_the_tokens_of_is_said_not_to_count() throws Exception {
    budget("5000", "--per", "day", "--tokens");
    CliRunner.Result cut = byok.run("run", "-m", "demo/cut", "hi");
    assertEquals(10, cut.exitCode());
    assertTrue(
        cut.err().contains("byok: the cost of this prompt is unknown, so no budget counts it\n"),
        cut.err());
    assertEquals(0L, shown().count("spent"));
    assertEquals(1L, shown().count("unpriced"));
  }

  @Test
  void scripts_are_told_in_json() throws Exception {
    budget("0.01", "--per", "day");
    JsonObject error = Scenario.assertErrorJson(run("--json"), "budget").at("error");
    assertEquals("openai", error.text("provider"));
    Scenario.assertLastEventIsError(run("--stream-json"), "budget");
    assertEquals(13, run("--stream-json").exitCode());
    assertEquals(List.of(), mock.requests());
  }

  @Test
  void over_budget_sends_it_all_the_same_and_says_so_once() throws Exception {
    budget("0.01", "--per", "week");
    CliRunner.Result sent = run("--over-budget");
    assertEquals(0, sent.exitCode());
    assertEquals("Hello from the mock\n", sent.out());
    String said = sent.err();
    assertTrue(said.startsWith("byok: over budget: 0.00 of 0.01 USD a week are spent, and"), said);
    assertTrue(said.endsWith("; sent anyway\n"), said);
    assertEquals(1, said.lines().count(), said);
    assertEquals("", run("--over-budget", "-q").err());
    assertEquals(2, mock.requests().size());
    assertEquals(0L, shown().count("reserved"));
  }

  @Test
  void an_unknown_price_is_refused_and_the_way_on_is_named() {
    budget("20", "--per", "month");
    CliRunner.Result refused = byok.run("run", "-m", "openai/other", "hi");
    List<String> said = Scenario.assertFailure(refused, 13);
    assertTrue(said.getFirst().contains("\"openai/other\" is unknown"), said.getFirst());
    assertTrue(said.getLast().contains("fetches the price list"), said.getLast());
    assertEquals(0, byok.run("run", "--over-budget", "-m", "openai/other", "hi").exitCode());
    assertEquals(0, byok.run("run", "-m", "openai/free", "hi").exitCode());
    assertEquals(13, byok.run("run", "-m", "demo/echo", "hi").exitCode());
  }

  @Test
  void tokens_need_no_price_and_eighty_per_cent_are_told() throws Exception {
    budget("200", "--per", "day", "--tokens");
    CliRunner.Result first = byok.run("run", "-m", "openai/other", "--max-tokens", "9", "hi");
    assertEquals("", first.err());
    assertEquals(11L, shown().count("spent"));
    budget("20", "--per", "day", "--tokens");
    CliRunner.Result refused = byok.run("run", "-m", "openai/other", "--max-tokens", "9", "hi");
    assertEquals(13, refused.exitCode());
    budget("29", "--per", "day", "--tokens");
    assertEquals("", run("--max-tokens", "9").err());
    budget("41", "--per", "day", "--tokens");
    CliRunner.Result near = run("--max-tokens", "9");
    assertEquals("byok: 33 of 41 tokens a day are spent (80 %)\n", near.err());
    assertEquals("Hello from the mock\n", near.out());
    budget("70", "--per", "day", "--tokens");
    assertEquals("", run("--max-tokens", "9", "-q").err());
  }

  @Test
  void filling_a_gap_is_under_the_same_budget() throws Exception {
    Path prefix = Files.writeString(home.resolve("prefix"), "a = ");
    byok.env("BYOK_CODESTRAL_API_KEY", Scenario.KEY).env("BYOK_CODESTRAL_HOST", mock.base());
    budget("10", "--per", "day", "--tokens");
    CliRunner.Result refused =
        byok.run("fim", "-m", "codestral/m", "--prefix", prefix.toString(), "--max-tokens", "5");
    assertEquals(13, refused.exitCode(), refused.err());
    assertEquals(List.of(), mock.requests());
  }

  @Test
  void a_refused_prompt_leaves_the_key_where_it_is() throws Exception {
    Path fetched = home.resolve("fetched");
    Path helper = home.resolve("helper");
    Files.writeString(helper, "#!/bin/sh\ntouch '" + fetched + "'\necho " + Scenario.KEY + "\n");
    assertTrue(helper.toFile().setExecutable(true));
    CliRunner own = new CliRunner(home).env("BYOK_PRICES_URL", prices.url() + "/p");
    assertEquals(
        0,
        own.run(
                "keys",
                "add",
                "openai",
                "--no-verify",
                "--host",
                mock.base(),
                "--from-command",
                helper.toString())
            .exitCode());
    Files.deleteIfExists(fetched);
    assertEquals(0, own.run("budget", "set", "0.01", "--per", "day").exitCode());
    assertEquals(13, own.run("run", "-m", "openai/m", "hi").exitCode());
    assertFalse(Files.exists(fetched));
    assertEquals(0, own.run("run", "-m", "openai/m", "--over-budget", "hi").exitCode());
    assertTrue(Files.exists(fetched));
  }

  @Test
  void what_was_never_sent_holds_nothing() throws Exception {
    budget("100000", "--per", "day", "--tokens");
    byok.env("BYOK_OPENAI_HOST", "http://127.0.0.1:1/v1");
    assertEquals(8, run("--retries", "0").exitCode());
    assertEquals(0L, shown().count("reserved"));
    byok.env("BYOK_OPENAI_HOST", mock.base());
    assertEquals(0, run("--dry-run").exitCode());
    assertEquals(0L, shown().count("reserved"));
    assertEquals(0L, shown().count("spent"));
  }

  @Test
  void a_dry_run_shows_a_request_that_would_be_refused() {
    budget("0", "--per", "day");
    assertEquals(0, run("--dry-run").exitCode());
    assertEquals(13, run().exitCode());
  }

  @Test
  void verifications_are_not_asked_about_but_count() throws Exception {
    budget("30", "--per", "day", "--tokens");
    Path ledger = home.resolve("usage.json");
    Files.writeString(
        ledger,
        "[\n{\"id\":\"v\",\"time\":\"%s\",\"command\":\"keys\",\"provider\":\"openai\","
                .formatted(java.time.Instant.now())
            + "\"key\":\"openai\",\"status\":\"ok\",\"usage\":{\"input\":8,\"output\":5}}\n]\n");
    assertEquals(13L, shown().count("spent"));
    assertEquals(13, run("--max-tokens", "9").exitCode());
    assertEquals(0, run("--max-tokens", "8").exitCode());
  }

  @Test
  void when_nobody_can_tell_nothing_is_sent() throws Exception {
    budget("1000", "--per", "month");
    Path ledger = home.resolve("usage.json");
    Files.writeString(ledger, "my diary\n");
    CliRunner.Result stopped = run("--json");
    assertEquals("file", Json.parseObject(stopped.out()).at("error").text("code"));
    assertTrue(stopped.err().contains("use --over-budget to send it anyway"), stopped.err());
    assertEquals(12, stopped.exitCode());
    assertEquals(List.of(), mock.requests());
    assertEquals("Hello from the mock\n", run("--over-budget").out());
    Files.delete(ledger);

    Path totals = home.resolve("usage-totals.json");
    Files.deleteIfExists(totals);
    Files.createDirectory(totals);
    Files.writeString(totals.resolve("x"), "");
    assertEquals(12, run().exitCode());
    assertEquals(1, mock.requests().size());
    CliRunner.Result warned = run("--over-budget");
    assertEquals(0, warned.exitCode(), warned.err());
    assertTrue(warned.err().contains("; sent anyway"), warned.err());
    assertEquals(2, mock.requests().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"limit\":\"-3\"}", "7"})
  void a_spoilt_budget_stops_the_prompt(String element) throws Exception {
    Files.writeString(home.resolve("config.json"), "{\"budgets\":[" + element + "]}");
    CliRunner.Result stopped = run();
    List<String> said = Scenario.assertFailure(stopped, 12);
    assertTrue(said.getFirst().contains("budget 1 in "), stopped.err());
    assertEquals("  " + element, said.get(1));
    assertEquals(List.of(), mock.requests());
    assertEquals(12, byok.run("budget", "show").exitCode());
    assertEquals(0, byok.run("budget", "rm", "--all").exitCode());
    assertEquals(0, run().exitCode());
    Files.writeString(home.resolve("config.json"), "{\"budgets\":{}}");
    assertEquals(12, run().exitCode());
  }

  @Test
  void other_budgets_are_no_hindrance_and_leave_no_file() {
    budget("0", "--per", "day", "--provider", "anthropic");
    assertTrue(home.resolve("usage-totals.json").toFile().delete());
    assertEquals("", run().err());
    assertFalse(Files.exists(home.resolve("usage-totals.json")));
  }

  @Test
  void no_file_of_a_budget_holds_a_key() throws Exception {
    budget("1000000", "--per", "month");
    assertEquals(0, run().exitCode());
    String text = Files.readString(home.resolve("usage-totals.json"), StandardCharsets.ISO_8859_1);
    assertTrue(text.contains("\"openai\""), text);
    assertFalse(text.contains(Scenario.KEY), text);
    assertFalse(text.contains("hi"), text);
  }
}
