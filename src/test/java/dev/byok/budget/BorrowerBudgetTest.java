package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.budget.Fixtures.PutClock;
import dev.byok.failure.Failure;
import dev.byok.json.Json;
import dev.byok.ledger.Ledger;
import java.io.RandomAccessFile;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks the budgets of a server's clients. */
final class BorrowerBudgetTest {
  private static final Instant ADDED = Instant.parse("2026-11-01T00:00:00Z");

  private final PutClock clock = new PutClock("2026-11-21T12:00:00Z", "Europe/Berlin");

  @TempDir private Path folder;
  private Path file;
  private Ledger ledger;

  @BeforeEach
  void emptyLedger() {
    file = folder.resolve("usage.json");
    ledger = new Ledger(file);
  }

  private static Budget budget(String client, String limit, Per per, Instant added) {
    Scope scope = Scope.of(new Borrower("serve", client, added));
    return new Budget(new BigDecimal(limit), Unit.USD, per, scope);
  }

  private static Budget budget(String client, String limit, Per per) {
    return budget(client, limit, per, ADDED);
  }

  private void spend(String time, String command, @Nullable String client, String cost) {
    String id = time + command + client + cost;
    ledger.append(Fixtures.of(Fixtures.entry(id, Instant.parse(time), "k", cost), command, client));
  }

  private Account account(Budget... budgets) {
    return new Account(ledger, List.of(budgets), clock);
  }

  private static @Nullable Failure refusal(Account account, String id, String client, String cost) {
    return account.reserve(Fixtures.ofClient(id, client, cost), false).refusal();
  }

  private void assertSpent(String wanted, Budget budget) {
    BigDecimal spent = account(budget).standings().getFirst().spent();
    assertEquals(0, new BigDecimal(wanted).compareTo(spent), spent::toString);
  }

  @Test
  void a_client_spends_only_its_own() {
    spend("2026-11-21T08:00:00Z", "serve", "zed", "1");
    spend("2026-11-21T08:00:00Z", "serve", "cline", "2");
    spend("2026-11-21T08:00:00Z", "run", null, "4");
    // A program that byok exec started, and that has the name of a client.
    spend("2026-11-21T08:00:00Z", "exec", "zed", "8");
    assertSpent("1", budget("zed", "5", Per.DAY));
    assertSpent("2", budget("cline", "5", Per.DAY));
    assertSpent("15", Fixtures.usd("50", Per.DAY, null, null));
  }

  @Test
  void a_budget_without_a_period_counts_from_the_first_day_to_the_last() {
    Instant longAgo = Instant.parse("2020-01-01T00:00:00Z");
    Budget ever = budget("zed", "10", Per.EVER, longAgo);
    spend("2021-02-03T08:00:00Z", "serve", "zed", "1");
    spend("2026-10-30T08:00:00Z", "serve", "zed", "2");
    spend("2026-11-21T08:00:00Z", "serve", "zed", "4");
    assertSpent("7", ever);
    account(ever).prepare();
    for (String day : List.of("2026-12-01", "2028-06-01", "2026-11-21")) {
      clock.put(day + "T12:00:00Z");
      assertSpent("7", ever);
      account(ever).prepare();
      assertSpent("7", ever);
    }
    spend("2026-11-21T09:00:00Z", "serve", "zed", "0.5");
    assertSpent("7.5", ever);
    assertEquals(
        "10 USD in all for the client \"zed\"",
        account(ever).standings().getFirst().budget().words());
    assertEquals(0, new BigDecimal("2.5").compareTo(account(ever).standings().getFirst().left()));
  }

  @Test
  void a_client_that_was_added_again_begins_with_nothing_spent() {
    spend("2026-11-20T08:00:00Z", "serve", "zed", "3");
    spend("2026-11-21T09:00:00Z", "serve", "zed", "1");
    Instant again = Instant.parse("2026-11-21T08:30:00Z");
    for (Per per : List.of(Per.EVER, Per.MONTH)) {
      assertSpent("4", budget("zed", "5", per));
      assertSpent("1", budget("zed", "5", per, again));
    }
  }

  @Test
  void what_a_client_has_reserved_holds_it_and_nobody_else() {
    Budget zed = budget("zed", "1", Per.DAY);
    Budget cline = budget("cline", "1", Per.DAY);
    assertNull(refusal(account(zed), "a", "zed", "0.7"));
    Failure refused = refusal(account(zed), "b", "zed", "0.7");
    assertNotNull(refused);
    assertEquals(
        "over budget: 0.00 of 1 USD a day are spent, and this request may cost up to 0.70 USD",
        refused.text());
    assertEquals(
        List.of(
            "the budget is 1 USD a day for the client \"zed\"",
            "another running request reserves 0.70 USD of it"),
        refused.details());
    assertEquals("byok clients list tells more; byok clients set zed changes it", refused.hint());
    assertNull(refusal(account(cline), "c", "cline", "0.7"));
    spend("2026-11-21T08:00:00Z", "serve", "zed", "0.1");
    assertSpent("0.1", zed);
  }

  @Test
  void a_program_is_not_told_to_type_an_option() {
    Budget all = Fixtures.usd("1", Per.DAY, null, null);
    Failure over = refusal(account(all), "a", "zed", "2");
    assertNotNull(over);
    assertEquals("byok budget show tells more", over.hint());
    assertEquals(Failure.Reason.NONE, over.reason());
    Failure unknown = account(all).reserve(Fixtures.ofClient("b", "zed", null), false).refusal();
    assertNotNull(unknown);
    assertEquals("byok usage reprice fetches the price list", unknown.hint());
    assertEquals(Failure.Reason.PRICE_UNKNOWN, unknown.reason());
  }

  /** Otherwise each request of another client would read the whole ledger again. */
  @Test
  void clients_that_ask_in_turn_do_not_make_each_other_read_the_ledger_again() throws Exception {
    List<Budget> budgets = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      budgets.add(budget("c" + i, "100", Per.EVER));
      spend("2026-11-20T08:00:00Z", "serve", "c" + i, "1." + i);
    }
    for (int i = 0; i < 100; i++) {
      spend("2026-11-21T08:00:00Z", "run", null, "0.0" + i);
    }
    Budget all = Fixtures.usd("1000", Per.MONTH, null, null);
    for (Budget each : budgets) {
      account(all, each).prepare();
    }
    poison(Files.size(file) - 8 * 1024);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        assertNull(refusal(account(all, budgets.get(i)), round + "-" + i, "c" + i, "0.01"));
        assertSpent("1." + i, budgets.get(i));
      }
    }
    // The poison works: a client that nobody asked for is read from the whole file.
    assertSpent("0", budget("c0", "100", Per.EVER, ADDED.plusSeconds(1)));
  }

  @Test
  void sums_that_nobody_asks_for_are_dropped_after_a_month() throws Exception {
    account(budget("old", "1", Per.EVER)).prepare();
    account(budget("new", "1", Per.EVER)).prepare();
    assertEquals(List.of("old", "new"), stored());
    for (int day = 0; day < 40; day++) {
      clock.pass(Duration.ofDays(1));
      account(budget("new", "1", Per.EVER)).prepare();
    }
    assertEquals(List.of("new"), stored());
  }

  private List<String> stored() throws Exception {
    List<String> clients = new ArrayList<>();
    Path totals = folder.resolve("usage-totals.json");
    for (var scope : Json.parseObject(Files.readAllBytes(totals)).at("content").objects("scopes")) {
      clients.add(String.valueOf(scope.text("client")));
    }
    assertTrue(clients.size() < 3, clients.toString());
    clients.sort((one, other) -> other.compareTo(one));
    return clients;
  }

  /** Overwrites what must never be read again. */
  private void poison(long offset) throws Exception {
    FileTime time = Files.getLastModifiedTime(file);
    try (RandomAccessFile raw = new RandomAccessFile(file.toFile(), "rw")) {
      raw.seek(2);
      raw.write(new byte[(int) offset - 2]);
    }
    Files.setLastModifiedTime(file, time);
  }
}
