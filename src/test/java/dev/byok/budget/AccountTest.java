package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.budget.Fixtures.PutClock;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.Ledger;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks what is spent, what is reserved, and which requests then get through. */
final class AccountTest {
  private final PutClock clock = new PutClock("2026-11-21T12:00:00Z", "Europe/Berlin");

  @TempDir private Path folder;
  private Ledger ledger;

  @BeforeEach
  void emptyLedger() {
    ledger = new Ledger(folder.resolve("usage.json"));
  }

  private Account account(Budget... budgets) {
    return new Account(ledger, List.of(budgets), clock);
  }

  private Account in(Place place, Budget... budgets) {
    return new Account(ledger, List.of(budgets), clock, place);
  }

  private void spend(String id, String key, @Nullable String cost) {
    ledger.append(Fixtures.entry(id, clock.instant(), key, cost));
  }

  private static boolean passes(Account account, String id, @Nullable String cost) {
    return account.reserve(Fixtures.claim(id, "openai", cost), false).refusal() == null;
  }

  private static Standing standing(Account account) {
    return account.standings().get(0);
  }

  private static void assertAmount(String wanted, BigDecimal actual) {
    assertEquals(0, new BigDecimal(wanted).compareTo(actual), actual::toString);
  }

  @Test
  void sums_of_money_are_exact() {
    Account account = account(Fixtures.usd("1", Per.MONTH, null, null));
    for (int i = 0; i < 9; i++) {
      spend("e" + i, "openai", "0.1");
      assertTrue(passes(account, "r" + i, "0.1"));
      account.release(Fixtures.claim("r" + i, "openai", "0.1"));
    }
    spend("e9", "openai", "0.1");
    assertAmount("1.0", standing(account).spent());
    assertTrue(passes(account, "free", "0"));
    assertFalse(passes(account, "more", "0.000000000000000000000000000001"));
  }

  @Test
  void what_is_held_counts_until_its_entry_is_there() {
    Account account = account(Fixtures.usd("1", Per.DAY, null, null));
    assertTrue(passes(account, "a", "0.6"));
    assertFalse(passes(account, "b", "0.6"));
    assertAmount("0.6", standing(account).reserved());
    assertEquals(1, standing(account).running());

    spend("a", "openai", "0.2");
    assertAmount("0", standing(account).reserved());
    assertAmount("0.2", standing(account).spent());
    assertTrue(passes(account, "b", "0.6"));
    assertFalse(passes(account, "c", "0.3"));
  }

  @Test
  void what_was_never_sent_is_given_back() {
    Account account = account(Fixtures.usd("1", Per.DAY, null, null));
    assertTrue(passes(account, "a", "1"));
    account.release(Fixtures.claim("a", "openai", "1"));
    assertTrue(passes(account, "b", "1"));
    account.release(Fixtures.claim("nobody", "openai", "1"));
    assertFalse(passes(account, "c", "1"));
  }

  @Test
  void other_keys_and_providers_do_not_count() {
    Account account =
        account(
            Fixtures.usd("1", Per.DAY, null, "openai:work"),
            Fixtures.usd("1", Per.DAY, "kilo", null),
            Fixtures.usd("1", Per.DAY, "openai", null));
    spend("a", "openai", "0.4");
    spend("b", "openai:work", "0.3");
    List<Standing> standings = account.standings();
    assertAmount("0.3", standings.get(0).spent());
    assertAmount("0", standings.get(1).spent());
    assertAmount("0.7", standings.get(2).spent());
    Decision decision = account.reserve(Fixtures.claim("c", "openai", "0.35"), false);
    assertEquals(List.of(standings.get(2)), decision.standings());
    assertNotNull(decision.refusal());
    assertNull(account.reserve(Fixtures.claim("d", "openai", "0.3"), false).refusal());
  }

  @Test
  void tokens_are_counted_for_what_they_are() {
    Account account = account(Fixtures.tokens("40", Per.DAY));
    spend("a", "openai", null);
    assertAmount("15", standing(account).spent());
    assertTrue(passes(account, "b", null));
    assertAmount("10", standing(account).reserved());
    assertTrue(passes(account, "c", null));
    Failure refused = account.reserve(Fixtures.claim("d", "openai", null), false).refusal();
    assertNotNull(refused);
    assertEquals(
        "over budget: 15 of 40 tokens a day are spent, and this request may take up to 10 tokens",
        refused.text());
  }

  @Test
  void the_refusal_says_how_it_stands() {
    Account account = account(Fixtures.usd("20", Per.MONTH, null, "openai"));
    spend("a", "openai", "19.98");
    assertTrue(passes(account, "b", "0.012"));
    Failure refused = account.reserve(Fixtures.claim("c", "openai", "0.0599"), false).refusal();
    assertNotNull(refused);
    assertEquals(Kind.BUDGET, refused.kind());
    assertEquals(
        "over budget: 19.98 of 20 USD a month are spent, and this request may cost up to 0.0599"
            + " USD",
        refused.text());
    assertEquals(
        List.of(
            "the budget is 20 USD a month for the key \"openai\"",
            "another running request reserves 0.012 USD of it"),
        refused.details());
    assertEquals("openai", refused.provider());
  }

  @Test
  void an_unknown_price_is_refused_where_money_counts_and_overridden() {
    Account account = account(Fixtures.usd("20", Per.MONTH, null, null));
    Failure refused = account.reserve(Fixtures.claim("a", "openai", null), false).refusal();
    assertNotNull(refused);
    assertEquals(
        "the price of \"openai/m\" is unknown, so the budget of 20 USD a month"
            + " cannot be checked",
        refused.text());
    assertEquals(0, standing(account).running());
    account.reserve(Fixtures.claim("b", "openai", null), true);
    assertEquals(1, standing(account).running());
    assertAmount("0", standing(account).reserved());
    spend("b", "openai", null);
    assertEquals(1, standing(account).unknown());
    assertEquals(0, standing(account).running());
  }

  @Test
  void a_request_belongs_to_the_day_on_which_it_was_sent() {
    Account account = account(Fixtures.usd("1", Per.DAY, null, null));
    clock.put("2026-11-21T22:59:59.999Z");
    assertTrue(passes(account, "late", "1"));
    spend("late", "openai", "1");
    assertFalse(passes(account, "more", "0.01"));
    clock.put("2026-11-21T23:00:00Z");
    assertAmount("0", standing(account).spent());
    assertTrue(passes(account, "early", "1"));
  }

  @Test
  void an_answer_that_comes_after_the_end_of_the_month_settles_what_it_held() {
    Account account = account(Fixtures.usd("1", Per.MONTH, null, null));
    // February 2027 starts on a Monday, so from then on no sums of the day before are kept.
    clock.put("2027-01-31T22:50:00Z");
    assertTrue(passes(account, "late", "1"));
    var entry = Fixtures.entry("late", clock.instant(), "openai", "1");
    clock.put("2027-01-31T23:00:10Z");
    assertFalse(passes(account, "early", "1"));
    ledger.append(entry);
    assertTrue(passes(account, "early", "1"));
  }

  @Test
  void weeks_and_months_go_on_over_the_days() {
    Account account =
        account(
            Fixtures.usd("9", Per.DAY, null, null),
            Fixtures.usd("9", Per.WEEK, null, null),
            Fixtures.usd("9", Per.MONTH, null, null));
    for (String day : List.of("10-31", "11-01", "11-15", "11-16", "11-20", "11-21")) {
      ledger.append(
          Fixtures.entry(day, java.time.Instant.parse("2026-" + day + "T12:00:00Z"), "k", "1"));
    }
    account.prepare();
    for (int look = 0; look < 2; look++) {
      List<Standing> standings = account.standings();
      assertAmount("1", standings.get(0).spent());
      assertAmount("3", standings.get(1).spent());
      assertAmount("5", standings.get(2).spent());
      account.prepare();
    }
    clock.put("2026-12-01T12:00:00Z");
    account.prepare();
    assertAmount("0", account.standings().get(2).spent());
  }

  @Test
  void what_a_dead_process_held_is_free_at_once() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    Place here = Place.own();
    Budget budget = Fixtures.usd("1", Per.DAY, null, null);
    Account other = in(new Place(process.pid(), here.name()), budget);
    assertTrue(passes(other, "a", "1"));
    assertFalse(passes(account(budget), "b", "1"));
    process.destroyForcibly().waitFor();
    assertAmount("0", standing(account(budget)).reserved());
    assertTrue(passes(account(budget), "b", "1"));
  }

  @Test
  void what_a_process_of_another_place_held_is_free_when_it_expires() throws Exception {
    Process process = new ProcessBuilder("true").start();
    process.waitFor();
    Budget budget = Fixtures.usd("1", Per.DAY, null, null);
    assertTrue(passes(in(new Place(process.pid(), "pid:[1] elsewhere"), budget), "a", "1"));
    clock.pass(Duration.ofMinutes(15).minusMillis(1));
    assertFalse(passes(account(budget), "b", "1"));
    clock.pass(Duration.ofMillis(1));
    assertTrue(passes(account(budget), "b", "1"));
  }

  @Test
  void who_waits_longer_holds_longer() {
    Budget budget = Fixtures.usd("1", Per.MONTH, null, null);
    Claim patient =
        new Claim(
            "a",
            new Payer("openai", "k", "run", null),
            "m",
            new Estimate(1, BigDecimal.ONE),
            Duration.ofHours(24));
    assertNull(account(budget).reserve(patient, false).refusal());
    clock.pass(Duration.ofHours(24).minusMillis(1));
    assertFalse(passes(account(budget), "b", "1"));
    clock.pass(Duration.ofMillis(1));
    assertTrue(passes(account(budget), "b", "1"));
  }

  @Test
  void an_expiry_that_nobody_can_have_meant_holds_nothing() {
    Budget budget = Fixtures.usd("1", Per.MONTH, null, null);
    assertTrue(passes(account(budget), "a", "1"));
    clock.put("2026-11-19T12:00:00Z");
    assertTrue(passes(account(budget), "b", "1"));
  }

  @Test
  void nothing_is_written_that_others_can_read() throws Exception {
    passes(account(Fixtures.usd("1", Per.MONTH, null, null)), "a", "1");
    Path totals = folder.resolve("usage-totals.json");
    assertEquals(
        "rw-------",
        java.nio.file.attribute.PosixFilePermissions.toString(
            Files.getPosixFilePermissions(totals)));
    try (var files = Files.list(folder)) {
      assertEquals(
          List.of("usage-totals.json", "usage.lock"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
  }
}
