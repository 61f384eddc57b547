package dev.byok.cli.usage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.cli.Scenario;
import dev.byok.json.JsonObject;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import dev.byok.testing.StoredPrices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class UsageRepriceCommandTest {
  private static final String PRICES =
      "{\"openai\":{\"models\":{\"m\":{\"cost\":{\"input\":2,\"output\":8}}}}}";

  @TempDir private Path home;

  @Test
  void estimates_are_made_again_and_what_a_provider_stated_stays() throws Exception {
    write(
        entry("a", "m", "null", "none"),
        entry("b", "m", "5", "provider"),
        entry("c", "m", "0.0044", "price-list"),
        entry("d", "m", "0.1", "price-list"),
        entry("e", "gone", "0.2", "price-list"),
        entry("f", "gone", "null", "none"),
        entry("g", "m", "null", "provider"));
    StoredPrices.write(home, PRICES, Instant.now());
    String before = Files.readString(ledger());
    String told = "\ncost before: USD 5.3044\ncost after:  USD 5.2132\n";
    CliRunner.Result dry = byok().run("usage", "reprice", "--dry-run");
    assertEquals("would change 2 of 7 entries" + told, dry.out());
    assertEquals(before, Files.readString(ledger()));

    CliRunner.Result result = byok().run("usage", "reprice");
    assertEquals(0, result.exitCode(), result.err());
    assertEquals("changed 2 of 7 entries" + told, result.out());
    assertEquals(
        """
        byok: 1 entry keeps its old estimate: the price list no longer has the model
        byok: 2 entries have no known price
        """,
        result.err());
    List<String> costs = new ArrayList<>();
    for (JsonObject entry : Scenario.ledger(home)) {
      costs.add(entry.text("id") + " " + entry.get("cost_usd") + " " + entry.text("cost_source"));
    }
    assertEquals(
        List.of(
            "a 0.0044 price-list",
            "b 5 provider",
            "c 0.0044 price-list",
            "d 0.0044 price-list",
            "e 0.2 price-list",
            "f null none",
            "g null provider"),
        costs);

    String after = Files.readString(ledger());
    CliRunner.Result again = byok().run("usage", "reprice", "--json", "-q");
    assertEquals(
        "{\"dry_run\":false,\"entries\":7,\"changed\":0,\"kept\":1,\"unpriced\":2,"
            + "\"cost_before_usd\":5.2132,\"cost_after_usd\":5.2132}\n",
        again.out());
    assertEquals("", again.err());
    assertEquals(after, Files.readString(ledger()));
  }

  @Test
  void the_list_is_fetched_when_it_is_older_than_a_day() throws Exception {
    write(entry("a", "m", "null", "none"));
    try (RawServer server = RawServer.start(RawServer.answer(200, PRICES))) {
      CliRunner byok = byok().env("BYOK_PRICES_URL", server.url() + "/p");
      assertEquals(0, byok.run("usage", "reprice").exitCode());
      assertEquals(0, byok.run("usage", "reprice").exitCode());
      assertEquals(1, server.connections());
      Files.setLastModifiedTime(
          StoredPrices.file(home),
          java.nio.file.attribute.FileTime.from(Instant.now().minusSeconds(90_000)));
      assertEquals(0, byok.run("usage", "reprice").exitCode());
      assertEquals(2, server.connections());
    }
    assertEquals("price-list", Scenario.ledger(home).getFirst().text("cost_source"));
  }

  @Test
  void without_the_network_the_copy_serves_and_without_a_copy_there_is_nothing_to_do()
      throws Exception {
    write(entry("a", "m", "null", "none"));
    String before = Files.readString(ledger());
    try (RawServer server = RawServer.start(RawServer.answer(500, ""))) {
      CliRunner.Result none =
          byok().env("BYOK_PRICES_URL", server.url() + "/p").run("usage", "reprice");
      List<String> lines = Scenario.assertFailure(none, 8);
      assertEquals("byok: there is no price list", lines.getFirst());
      assertEquals("  hint: try again when there is a network", lines.getLast());
      assertTrue(lines.get(1).contains("HTTP 500"), none.err());
      assertEquals("", none.out());
      assertEquals(before, Files.readString(ledger()));
    }
    try (RawServer server =
        RawServer.start(RawServer.answer(200, PRICES), RawServer.answer(500, ""))) {
      CliRunner byok = byok().env("BYOK_PRICES_URL", server.url() + "/p");
      byok.run("usage", "reprice", "--dry-run");
      Files.setLastModifiedTime(
          StoredPrices.file(home),
          java.nio.file.attribute.FileTime.from(Instant.parse("2026-01-02T12:00:00Z")));
      CliRunner.Result old = byok.run("usage", "reprice");
      assertEquals(0, old.exitCode(), old.err());
      assertTrue(old.err().contains("; that of 2026-01-02 is used"), old.err());
      assertTrue(old.out().startsWith("changed 1 of 1 entry\n"), old.out());
    }
  }

  @Test
  void prices_that_may_not_be_fetched_are_taken_from_the_copy() throws Exception {
    write(entry("a", "m", "null", "none"));
    try (RawServer server = RawServer.start(RawServer.answer(200, PRICES))) {
      CliRunner byok = byok().env("BYOK_PRICES_URL", server.url() + "/p");
      byok.run("config", "set", "prices.fetch", "false");
      CliRunner.Result none = byok.run("usage", "reprice", "--json");
      Scenario.assertFailure(none, 8);
      Scenario.assertErrorJson(none, "unavailable");
      assertTrue(none.err().contains("byok config set prices.fetch true"), none.err());
      assertEquals(0, server.connections());
      byok.run("config", "set", "prices.fetch", "true");
      byok.run("usage", "reprice", "--dry-run");
      byok.run("config", "set", "prices.fetch", "false");
      Files.setLastModifiedTime(
          StoredPrices.file(home),
          java.nio.file.attribute.FileTime.from(Instant.parse("2026-01-02T12:00:00Z")));
      CliRunner.Result copy = byok.run("usage", "reprice");
      assertEquals(0, copy.exitCode());
      assertEquals(
          "byok: prices.fetch is off: byok uses the price list of 2026-01-02\n", copy.err());
      assertEquals(1, server.connections());
    }
  }

  @Test
  void an_empty_ledger_a_damaged_one_and_none() throws Exception {
    StoredPrices.write(home, PRICES, Instant.now());
    String nothing = "changed 0 of 0 entries\ncost before: unknown\ncost after:  unknown\n";
    assertEquals(nothing, byok().run("usage", "reprice").out());
    write();
    assertEquals(nothing, byok().run("usage", "reprice").out());
    Files.writeString(
        ledger(), "[\n" + entry("a", "m", "null", "none") + ",\n{\"id\":\"torn\",\"ti");
    CliRunner.Result torn = byok().run("usage", "reprice");
    assertTrue(torn.out().startsWith("changed 1 of 1 entry\n"), torn.out());
    assertTrue(
        torn.err().matches("byok: the ledger was damaged: 16 bytes .* moved to \".*damaged-.*\"\n"),
        torn.err());
    assertEquals(1, Scenario.ledger(home).size());
    Files.writeString(ledger(), "my diary");
    Scenario.assertFailure(byok().run("usage", "reprice"), 12);
    assertEquals("my diary", Files.readString(ledger()));
  }

  /** Odd numbers and fields give the cost that they say, or an unknown one. */
  @Test
  void odd_entries_spoil_no_sum() throws Exception {
    write(
        "{\"id\":\"a\",\"time\":\"2026-11-21T08:15:30Z\",\"provider\":\"openai\",\"model\":\"m\","
            + "\"usage\":{\"input\":-1,\"output\":1e309},\"cost_usd\":\"5\"}",
        "{\"id\":\"b\",\"time\":\"2026-11-21T08:15:30Z\",\"provider\":\"../x\",\"model\":7,"
            + "\"usage\":[],\"cost_usd\":-3}",
        "{\"id\":\"c\",\"time\":\"2026-11-21T08:15:30Z\",\"provider\":\"openai\",\"model\":\"m\","
            + "\"usage\":{\"input\":9223372036854775807,\"output\":0,\"cache_read\":null}}",
        "{\"id\":\"d\",\"time\":\"2026-11-21T08:15:30Z\",\"cost_usd\":1e99999}");
    StoredPrices.write(home, PRICES, Instant.now());
    CliRunner.Result result = byok().run("usage", "reprice");
    assertEquals(
        "changed 1 of 4 entries\ncost before: unknown\ncost after:  USD 18446744073709.551614\n",
        result.out());
    assertEquals("byok: 3 entries have no known price\n", result.err());
  }

  private CliRunner byok() {
    return new CliRunner(home);
  }

  private Path ledger() {
    return home.resolve("usage.json");
  }

  private void write(String... entries) throws Exception {
    Files.writeString(ledger(), "[\n" + String.join(",\n", entries) + "\n]\n");
  }

  private static String entry(String id, String model, String cost, String source) {
    return "{\"id\":\"%s\",\"time\":\"2026-11-21T08:15:30.123Z\",\"command\":\"run\",".formatted(id)
        + "\"provider\":\"openai\",\"model\":\"%s\",\"served_model\":null,\"status\":\"ok\","
            .formatted(model)
        + "\"usage\":{\"input\":1000,\"output\":300},\"cost_usd\":%s,\"cost_source\":\"%s\"}"
            .formatted(cost, source);
  }
}
