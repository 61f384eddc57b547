package dev.byok.cli.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks {@code byok budget set|show|rm}. */
final class BudgetCommandsTest {
  @TempDir Path home;
  private CliRunner byok;

  @BeforeEach
  void withoutPrices() {
    byok = new CliRunner(home);
    byok.run("config", "set", "prices.fetch", "false");
  }

  private CliRunner.Result budget(String line) {
    return byok.run(("budget " + line).split(" "));
  }

  private void set(String line) {
    assertEquals(0, budget("set " + line).exitCode(), line);
  }

  private List<String> refused(int exitCode, String... args) {
    CliRunner.Result result = byok.run(args);
    assertEquals("", result.out());
    return Scenario.assertFailure(result, exitCode);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-3", "-0.5", "-.5", "1e999", "20$", "NaN", "", "1.2345678", "∞"})
  void a_limit_that_is_none_is_named_with_what_is_allowed(String limit) {
    for (String[] args :
        List.of(
            new String[] {"budget", "set", limit, "--per", "month"},
            new String[] {"budget", "set", "--per", "month", "--", limit})) {
      List<String> said = refused(2, args);
      assertEquals("byok: a budget does not take \"" + limit + "\"", said.getFirst());
      assertTrue(said.getLast().startsWith("  hint: it takes a number of US dollars from 0 to"));
    }
    assertEquals("", byok.run("budget", "rm", "--all", "-q").err());
  }

  @Test
  void all_budgets_can_be_removed_although_one_is_not_valid() throws Exception {
    for (String json : List.of("--no-input", "--json")) {
      set("20 --per month");
      Path file = home.resolve("config.json");
      String config = Files.readString(file);
      Files.writeString(file, config.replaceFirst("(\"budgets\":\\s*\\[)", "$17,"));
      assertEquals(12, byok.run("budget", "show").exitCode());
      CliRunner.Result removed = byok.run("budget", "rm", "--all", json);
      assertEquals(0, removed.exitCode(), removed.err());
      assertEquals(json.equals("--json"), removed.out().contains("{\"limit\":20,"), removed.out());
      assertEquals(0, byok.run("budget", "show").exitCode());
    }
  }

  @Test
  void half_a_token_is_none() {
    List<String> said = refused(2, "budget", "set", "0.5", "--tokens", "--per", "day");
    assertEquals("byok: a budget does not take \"0.5\"", said.getFirst());
    assertTrue(said.getLast().startsWith("  hint: it takes a whole number of tokens"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          set 20 | 2 | --per is missing
          set --per day | 2 | LIMIT is missing
          set 20 --per fortnight | 2 | --per does not take "fortnight"
          set 20 --per Month | 2 | --per does not take "Month"
          set 20 --per day --provider opnai | 3 | unknown provider "opnai"
          set 20 --per day --key opnai:work | 3 | unknown provider "opnai"
          set 20 --per day --key openai:WORK | 2 | "WORK" is not a valid label
          set 20 --per day --key openai:a --provider kilo | 2 | "openai:a" is not a key of "kilo"
          set 20 30 --per day | 2 | too many arguments for byok budget set
          set 20 --per day --pre day | 2 | unknown option "--pre" for byok budget set
          rm | 2 | there is no budget
          rm --per day --all | 2 | --all and --per cannot be used together
          rm --tokens --usd | 2 | --tokens and --usd cannot be used together
          """)
  void what_does_not_fit_is_named(String line, int exitCode, String said) {
    assertEquals("byok: " + said, refused(exitCode, ("budget " + line).split(" ")).getFirst());
  }

  @Test
  void a_budget_replaces_the_one_for_the_same() throws Exception {
    set("20 --per month");
    set("1000 --per month --tokens");
    set("5 --per month --key openai:work");
    set("30 --per month");
    CliRunner.Result shown = budget("show --json");
    List<String> lines = shown.out().lines().toList();
    assertEquals("[", lines.getFirst());
    assertEquals("]", lines.getLast());
    assertEquals(5, lines.size());
    assertTrue(
        lines
            .get(1)
            .startsWith(
                "{\"limit\":30,\"unit\":\"usd\",\"per\":\"month\",\"key\":null,\"provider\":null,"
                    + "\"spent\":0,\"reserved\":0,\"percent\":0,\"unpriced\":0,\"since\":\""),
        shown.out());
    assertTrue(lines.get(2).startsWith("{\"limit\":1000,\"unit\":\"tokens\","), shown.out());
    assertTrue(lines.get(3).contains("\"key\":\"openai:work\",\"provider\":null"), shown.out());
  }

  @Test
  void show_draws_what_is_spent() throws Exception {
    set("20 --per month");
    set("20 --per month --tokens --provider openai");
    Files.writeString(
        home.resolve("usage.json"),
        """
        [
        {"id":"a","time":"%1$s","provider":"openai","usage":{"input":9,"output":4},"cost_usd":16.6},
        {"id":"b","time":"%1$s","provider":"kilo","usage":{"input":9,"output":4}}
        ]
        """
            .formatted(Instant.now()));
    List<String> lines = budget("show").out().lines().toList();
    assertTrue(lines.get(0).startsWith("BUDGET  "), lines.get(0));
    assertTrue(
        lines.get(1).startsWith("20 USD a month") && lines.get(1).contains("████████░░ 83 %"),
        lines.get(1));
    assertTrue(lines.get(1).contains("16.60 of 20"), lines.get(1));
    assertTrue(lines.get(1).contains("0.00        1  "), lines.get(1));
    assertTrue(lines.get(2).contains("13 of 20"), lines.get(2));
    assertTrue(lines.get(2).startsWith("20 tokens a month for the provider \"openai\""));
    byok.env("TERM", "dumb");
    assertTrue(budget("show").out().contains("########.. 83 %"));
  }

  @Test
  void nothing_set_is_nothing_shown() {
    assertEquals("[\n]\n", budget("show --json").out());
    CliRunner.Result text = budget("show");
    assertEquals("", text.out());
    assertEquals(
        "byok: no budgets yet; byok budget set LIMIT --per day|week|month makes one\n", text.err());
  }

  @Test
  void rm_removes_exactly_one() {
    set("20 --per month");
    assertEquals("byok: removed the budget of 20 USD a month\n", budget("rm").err());
    set("20 --per month");
    set("5 --per day");
    set("500 --per day --tokens");
    CliRunner.Result several = budget("rm --per day");
    assertEquals(
        List.of(
            "byok: 2 budgets are like that",
            "  5 USD a day",
            "  500 tokens a day",
            "  hint: choose one with --per, --key, --provider, --tokens, --usd, or --all"),
        Scenario.assertFailure(several, 2));
    assertEquals(2, budget("rm").exitCode());
    assertEquals(2, budget("rm --per week").exitCode());
    assertEquals(0, budget("rm --per day --usd").exitCode());
    assertEquals(0, budget("rm --tokens").exitCode());
    assertEquals(0, budget("rm --per month").exitCode());
    assertEquals("[\n]\n", budget("show --json").out());
  }

  @Test
  void set_fetches_the_price_list_for_money_alone() throws Exception {
    byok.run("config", "unset", "prices.fetch");
    try (RawServer prices =
        RawServer.start(RawServer.answer(200, "{\"openai\":{\"models\":{\"m\":{}}}}"))) {
      byok.env("BYOK_PRICES_URL", prices.url() + "/p");
      set("100 --per day --tokens");
      assertEquals(0, prices.connections());
      set("100 --per day");
      set("200 --per day");
      assertEquals(1, prices.connections());
    }
  }

  @Test
  void without_a_network_the_budget_is_set_all_the_same() {
    byok.run("config", "unset", "prices.fetch");
    byok.env("BYOK_PRICES_URL", "http://127.0.0.1:1/p");
    CliRunner.Result result = budget("set 20 --per day");
    assertEquals(0, result.exitCode());
    assertTrue(result.err().contains("the price list is not available"), result.err());
    assertEquals(0, budget("rm").exitCode());
  }
}
