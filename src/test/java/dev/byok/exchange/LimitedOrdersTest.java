package dev.byok.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.Wired;
import dev.byok.budget.Account;
import dev.byok.budget.Allowance;
import dev.byok.budget.Borrower;
import dev.byok.budget.Budget;
import dev.byok.budget.Budgets;
import dev.byok.budget.Limits;
import dev.byok.budget.Per;
import dev.byok.budget.Scope;
import dev.byok.budget.Standing;
import dev.byok.budget.Unit;
import dev.byok.cli.Collaborators;
import dev.byok.client.Terms;
import dev.byok.config.Config;
import dev.byok.conversation.Delta;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.ledger.Fixtures;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.prices.ModelFacts;
import dev.byok.prices.ModelPrice;
import dev.byok.prices.Prices;
import dev.byok.routing.Route;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the orders of other programs under limits. A token costs a tenth of a cent, so a request of
 * 10 tokens with at most 20 for its answer reserves 0.03 USD.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LimitedOrdersTest {
  private static final BigDecimal RATE = new BigDecimal("1000");
  private static final ModelPrice PRICE =
      new ModelPrice(new ModelPrice.Rates(RATE, RATE, null, null), List.of());
  private static final ModelFacts FACTS =
      new ModelFacts(null, null, null, null, List.of(), List.of(), null, null, PRICE);
  private static final Prices PRICES = (_, model) -> model.equals("m") ? FACTS : null;
  private static final Clock CLOCK = Clock.systemUTC();
  private static final Instant ADDED = Instant.parse("2020-01-01T00:00:00Z");
  private static final long MOST = 20;

  @TempDir private Path home;
  private final PlayedClient client = new PlayedClient();
  private final Heard heard = new Heard();
  private Config config = Config.empty();
  private @Nullable LedgerGroups groups;
  private @Nullable Exchange exchange;
  private @Nullable Collaborators made;

  @BeforeEach
  void wire() {
    made =
        Wired.of(
            new ByteArrayOutputStream(),
            new ByteArrayOutputStream(),
            Map.of(
                "BYOK_HOME",
                home.toString(),
                "HOME",
                home.toString(),
                "BYOK_OPENAI_API_KEY",
                "sk-Vb3-0123456789abcdef-Vb3"));
    groups = new LedgerGroups(new LedgerWriter(this::ledger, () -> true, heard));
    BudgetDesk desk = new BudgetDesk(() -> config, this::ledger, PRICES, CLOCK, heard);
    exchange = new Exchange(() -> client, groups, desk, PRICES, CLOCK);
  }

  @AfterEach
  void end() {
    groups().close();
  }

  private Ledger ledger() {
    return new Ledger(home.resolve("usage.json"));
  }

  private LedgerGroups groups() {
    return Objects.requireNonNull(groups);
  }

  private static Budget usd(String limit, Per per, Scope scope) {
    return new Budget(new BigDecimal(limit), Unit.USD, per, scope);
  }

  private static Scope zed() {
    return Scope.of(new Borrower("serve", "zed", ADDED));
  }

  private void configure(Budget budget) {
    config = Budgets.put(config, budget);
  }

  private Ending run(@Nullable Limits limits, String model, Filing filing) {
    Route route = Objects.requireNonNull(made).setup().router().route("openai/" + model);
    Terms terms = new Terms(true, Duration.ofSeconds(30), 0);
    Wishes wishes = limits == null ? Wishes.NONE : Wishes.NONE.within(limits);
    Order order = new Order(route, PlayedClient.body(MOST), terms, filing, wishes);
    return Objects.requireNonNull(exchange).run(order, new Unheard(heard), null);
  }

  private Ending run(@Nullable Limits limits) {
    return run(limits, "m", Filing.of("serve", null, Map.of()).sentFor("zed"));
  }

  private Failure refused(@Nullable Limits limits) {
    return assertThrows(Failure.class, () -> run(limits));
  }

  private record Unheard(Notices notices) implements AnswerSink {
    @Override
    public void delta(Delta delta) {}

    @Override
    public void end(Outcome outcome, @Nullable Failure failure) {}
  }

  /** Runs so many orders at once, while no answer comes, and returns how many were sent. */
  private int atOnce(int orders, @Nullable Limits limits) throws Exception {
    int before = client.asked();
    CountDownLatch answers = client.hold();
    AtomicInteger refused = new AtomicInteger();
    try (ExecutorService threads = Executors.newFixedThreadPool(orders)) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < orders; i++) {
        all.add(
            threads.submit(() -> {
              try {
                assertNull(run(limits).failure());
              } catch (Failure failure) {
                assertEquals(Kind.BUDGET, failure.kind(), failure.text());
                refused.incrementAndGet();
              }
            }));
      }
      while (client.asked() - before + refused.get() < orders) {
        Thread.onSpinWait();
      }
      answers.countDown();
      for (Future<?> one : all) {
        one.get();
      }
    }
    return client.asked() - before;
  }

  private void assertSpentAtMost(String most, Budget budget) {
    groups().settle();
    Standing standing = new Account(ledger(), List.of(budget), CLOCK).standings().getFirst();
    assertTrue(standing.spent().compareTo(new BigDecimal(most)) <= 0, standing.toString());
    assertEquals(0, standing.reserved().signum(), standing.toString());
  }

  @Test
  void fifty_at_once_keep_to_a_budget_of_ten_cents() throws Exception {
    Budget all = usd("0.10", Per.DAY, new Scope(null, null));
    configure(all);
    client.answerWith(MOST);
    assertEquals(3, atOnce(50, null));
    assertSpentAtMost("0.10", all);
    assertEquals(Kind.BUDGET, refused(null).kind());
  }

  @Test
  void each_kind_of_limit_holds_and_all_of_them_together() throws Exception {
    Budget everybody = usd("0.30", Per.MONTH, new Scope(null, null));
    Budget own = usd("0.20", Per.EVER, zed());
    configure(everybody);
    client.answerWith(MOST);
    Allowance run = Allowance.of(new BigDecimal("0.10"));
    assertEquals(3, atOnce(20, new Limits(List.of(own), run)));
    assertEquals(new BigDecimal("0.09"), run.spent().usd());
    assertEquals(3, run.spent().requests());
    // The client has 0.11 left, whatever the next run may spend, and byok itself 0.12 after that.
    assertEquals(3, atOnce(20, new Limits(List.of(own), Allowance.of(BigDecimal.TEN))));
    assertSpentAtMost("0.20", own);
    assertEquals(4, atOnce(20, new Limits(List.of(), Allowance.unlimited())));
    assertSpentAtMost("0.30", everybody);
    String text = refused(null).text();
    assertTrue(text.startsWith("over budget: 0.30 of 0.30 USD a month are spent"), text);
  }

  /** What one limit refuses must not stay reserved under another. */
  @Test
  void a_refusal_reserves_nothing_anywhere() throws Exception {
    Budget own = usd("0.05", Per.DAY, zed());
    Allowance run = Allowance.of(new BigDecimal("0.06"));
    Limits both = new Limits(List.of(own), run);
    client.answerWith(MOST);
    assertNull(run(both).failure());
    for (int i = 0; i < 5; i++) {
      assertEquals(Kind.BUDGET, refused(both).kind());
    }
    // The run has 0.03 left, which only a refusal could still hold.
    assertNull(run(new Limits(List.of(), run)).failure());
    assertSpentAtMost("0.06", own);
  }

  @Test
  void what_was_never_sent_is_given_back_and_what_broke_off_is_not() throws Exception {
    Budget own = usd("1", Per.DAY, zed());
    Allowance run = Allowance.of(new BigDecimal("0.05"));
    Limits limits = new Limits(List.of(own), run);
    client.failWith(Failure.of(Kind.UNAVAILABLE, "no network").unsent(true));
    for (int i = 0; i < 5; i++) {
      assertEquals(Kind.UNAVAILABLE, failure(run(limits)).kind());
    }
    assertEquals(0, run.spent().requests());
    client.failWith(Failure.of(Kind.INCOMPLETE, "it broke off"));
    assertEquals(Kind.INCOMPLETE, failure(run(limits)).kind());
    client.failWith(null);
    assertEquals(Kind.BUDGET, refused(limits).kind());
    assertEquals(1, run.spent().unpriced());
  }

  @Test
  void a_dearer_answer_counts_whole_before_the_next_is_asked() throws Exception {
    client.answerWith(1_000);
    Budget own = usd("0.10", Per.DAY, zed());
    Limits limits = new Limits(List.of(own), null);
    assertNull(run(limits).failure());
    // At once: the entry may still wait for its group.
    assertEquals(Kind.BUDGET, refused(limits).kind());
    assertEquals(1, client.asked());
  }

  @Test
  void a_price_that_is_unknown_has_a_reason_of_its_own() {
    Filing filing = Filing.of("exec", null, Map.of()).sentFor("claude");
    for (Limits limits :
        List.of(
            new Limits(List.of(), Allowance.of(BigDecimal.ONE)),
            new Limits(List.of(usd("1", Per.DAY, new Scope(null, null))), null))) {
      Failure failure = assertThrows(Failure.class, () -> run(limits, "other", filing));
      assertEquals(Kind.BUDGET, failure.kind());
      assertEquals(Failure.Reason.PRICE_UNKNOWN, failure.reason());
      String hint = String.valueOf(failure.hint());
      assertEquals("byok usage reprice fetches the price list", hint);
    }
    assertEquals(0, client.asked());
    assertNull(run(new Limits(List.of(), Allowance.unlimited()), "other", filing).failure());
  }

  @Test
  void a_ledger_that_takes_nothing_lets_nothing_through_a_budget() throws Exception {
    Files.writeString(home.resolve("usage.json"), "my diary");
    Limits limits = new Limits(List.of(usd("1", Per.DAY, zed())), null);
    assertNull(run(null).failure());
    Failure failure = refused(limits);
    assertEquals(Kind.FILE, failure.kind());
    assertTrue(
        failure.details().contains("so no budget can be checked; nothing was sent"),
        failure.details().toString());
    assertEquals(1, client.asked());
    assertEquals(1, heard.lines().size(), heard.lines().toString());
  }

  @Test
  void a_program_that_asks_often_is_told_once_that_a_budget_is_nearly_spent() {
    configure(usd("0.10", Per.DAY, new Scope(null, null)));
    client.answerWith(0);
    for (int i = 0; i < 8; i++) {
      assertNull(failureOrNull());
    }
    assertEquals(1, heard.lines().size(), heard.lines().toString());
    assertTrue(heard.lines().getFirst().contains("are spent (80 %)"), heard.lines().toString());
  }

  private @Nullable Failure failureOrNull() {
    try {
      return run(null).failure();
    } catch (Failure refused) {
      return refused.kind() == Kind.BUDGET ? null : refused;
    }
  }

  @Test
  void the_entry_names_the_client_and_its_session() throws Exception {
    Filing filing = Filing.of("exec", "s-1", Map.of("job", "x")).sentFor("claude");
    Entry entry = run(null, "m", filing).entry();
    groups().settle();
    List<Entry> entries = new ArrayList<>();
    ledger().read(entries::add);
    assertEquals(List.of(Objects.requireNonNull(entry)), entries);
    assertEquals("claude", entries.getFirst().client());
    assertEquals("exec", entries.getFirst().command());
    assertEquals("s-1", entries.getFirst().session());
    assertEquals(List.of(entry.id()), Fixtures.strictIds(home.resolve("usage.json")));
  }

  private static Failure failure(Ending ending) {
    return Objects.requireNonNull(ending.failure());
  }
}
