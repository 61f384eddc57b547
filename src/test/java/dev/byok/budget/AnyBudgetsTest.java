package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.budget.Fixtures.PutClock;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.Entry;
import dev.byok.testing.LongForm;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares budgets with a slow sum over all entries, whoever asks for which and when. */
final class AnyBudgetsTest {
  private static final String[] CLIENTS = {"zed", "cline", "claude"};
  private static final String[] COMMANDS = {"serve", "exec", "run"};

  @TempDir private Path folder;

  private final PutClock clock = new PutClock("2026-11-21T12:00:00Z", "Europe/Berlin");
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Claim> running = new HashMap<>();
  private final Map<String, Instant> made = new HashMap<>();

  @Test
  void what_is_spent_and_reserved_is_what_a_slow_sum_says() throws Exception {
    for (long seed = 0; seed < LongForm.of(40, 400); seed++) {
      Random random = new Random(seed);
      Path home = Files.createDirectory(folder.resolve("" + seed));
      Ledger ledger = new Ledger(home.resolve("usage.json"));
      entries.clear();
      running.clear();
      clock.put("2026-11-21T12:00:00Z");
      for (int step = 0; step < 60; step++) {
        clock.pass(Duration.ofMinutes(random.nextInt(20) == 0 ? random.nextInt(60_000) : 1));
        List<Budget> budgets = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
          budgets.add(budget(random));
        }
        act(random, ledger, budgets, seed + "-" + step);
        List<Standing> standings = new Account(ledger, budgets, clock).standings();
        for (int i = 0; i < budgets.size(); i++) {
          String where = "seed " + seed + ", step " + step + ": " + budgets.get(i);
          assertEquals(spent(budgets.get(i)), standings.get(i).spent().stripTrailingZeros(), where);
          assertEquals(
              reserved(budgets.get(i)), standings.get(i).reserved().stripTrailingZeros(), where);
        }
      }
    }
  }

  private void act(Random random, Ledger ledger, List<Budget> budgets, String id) {
    Account account = new Account(ledger, budgets, clock);
    switch (random.nextInt(5)) {
      case 0 -> account.prepare();
      case 1 -> {
        Claim claim = claim(random, id);
        account.reserve(claim, true);
        running.put(id, claim);
      }
      case 2 -> {
        if (!running.isEmpty()) {
          account.release(taken());
        }
      }
      case 3 -> {
        if (!running.isEmpty()) {
          Claim claim = taken();
          append(random, ledger, claim.id(), claim.payer());
        }
      }
      default -> append(random, ledger, id, claim(random, id).payer());
    }
    // The usual life of a reservation, after which nobody knows of it.
    Instant now = clock.instant();
    running.values().removeIf(claim -> !now.isBefore(expires(claim)));
  }

  /** Ends one of the running requests. */
  private Claim taken() {
    Claim claim = running.values().iterator().next();
    running.remove(claim.id());
    return claim;
  }

  private Instant expires(Claim claim) {
    return made.computeIfAbsent(claim.id(), _ -> clock.instant()).plus(Duration.ofMinutes(15));
  }

  private void append(Random random, Ledger ledger, String id, Payer payer) {
    String key = payer.key() == null ? "none" : payer.key();
    Instant time = clock.instant().minus(Duration.ofMinutes(random.nextInt(20)));
    Entry entry = Fixtures.entry(id, time, key, "0." + random.nextInt(1_000));
    entry = Fixtures.of(entry, payer.command(), payer.client());
    ledger.append(entry);
    entries.add(entry);
  }

  private static Claim claim(Random random, String id) {
    Claim claim = Fixtures.claim(id, "k", "0." + random.nextInt(1_000));
    String client = random.nextInt(4) == 0 ? null : pick(random, CLIENTS);
    Payer payer =
        new Payer("openai", pick(random, "k", "openai:work"), pick(random, COMMANDS), client);
    return new Claim(id, payer, claim.model(), claim.estimate(), claim.patience());
  }

  private static Budget budget(Random random) {
    Borrower borrower = null;
    if (random.nextInt(4) > 0) {
      Instant added = Instant.parse("2026-1" + random.nextInt(3) + "-21T12:00:00Z");
      borrower = new Borrower("serve", pick(random, CLIENTS), added);
    }
    List<Per> periods = List.of(Per.DAY, Per.WEEK, Per.MONTH, Per.EVER);
    Per per = periods.get(random.nextInt(borrower == null ? 3 : 4));
    String key = random.nextInt(3) == 0 ? "k" : null;
    return new Budget(BigDecimal.ONE, Unit.USD, per, new Scope(null, key, borrower));
  }

  private static String pick(Random random, String... texts) {
    return texts[random.nextInt(texts.length)];
  }

  private BigDecimal spent(Budget budget) {
    BigDecimal spent = BigDecimal.ZERO;
    Period period = Period.holding(clock.instant(), budget.per(), clock.getZone());
    for (Entry entry : entries) {
      boolean now = !entry.time().isBefore(period.since()) && entry.time().isBefore(period.until());
      if (now && counts(budget, entry.key(), entry.command(), entry.client(), entry.time())) {
        spent = spent.add(entry.costUsd() == null ? BigDecimal.ZERO : entry.costUsd());
      }
    }
    return spent.stripTrailingZeros();
  }

  private BigDecimal reserved(Budget budget) {
    BigDecimal reserved = BigDecimal.ZERO;
    for (Claim claim : running.values()) {
      Payer payer = claim.payer();
      BigDecimal cost = claim.estimate().cost();
      if (cost != null
          && counts(budget, payer.key(), payer.command(), payer.client(), Instant.MAX)) {
        reserved = reserved.add(cost);
      }
    }
    return reserved.stripTrailingZeros();
  }

  private static boolean counts(
      Budget budget, @Nullable String key, String command, @Nullable String client, Instant time) {
    Scope scope = budget.scope();
    Borrower borrower = scope.borrower();
    return (scope.key() == null || scope.key().equals(key))
        && (borrower == null
            || (command.equals("serve")
                && borrower.name().equals(client)
                && time.isAfter(Instant.ofEpochMilli(borrower.since() - 1))));
  }
}
