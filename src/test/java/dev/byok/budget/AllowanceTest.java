package dev.byok.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.ledger.entry.Entry;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks what a run may spend. */
final class AllowanceTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  private static Claim claim(String id, @Nullable String cost) {
    Claim claim = Fixtures.claim(id, "openai", cost);
    Payer payer = new Payer("openai", "openai", "exec", "claude");
    return new Claim(id, payer, claim.model(), claim.estimate(), claim.patience());
  }

  private static boolean passes(Allowance allowance, String id, String cost) {
    return allowance.reserve(claim(id, cost)) == null;
  }

  private static Entry entry(String id, @Nullable String cost) {
    return Fixtures.of(Fixtures.entry(id, NOW, "openai", cost), "exec", "claude");
  }

  @Test
  void a_dearer_answer_counts_whole_and_the_next_is_refused() {
    Allowance allowance = Allowance.of(new BigDecimal("5"));
    assertTrue(passes(allowance, "a", "1"));
    allowance.settle(entry("a", "6"));
    Failure refused = allowance.reserve(claim("b", "0.01"));
    assertNotNull(refused);
    assertEquals(Kind.BUDGET, refused.kind());
    assertEquals(
        "over budget: 6.00 of 5 USD for this run are spent, and this request may cost up to"
            + " 0.01 USD",
        refused.text());
    assertEquals("start byok exec again with a larger --budget", refused.hint());
    assertEquals("openai", refused.provider());
    assertTrue(passes(allowance, "free", "0"));
  }

  @Test
  void a_cheaper_answer_gives_back_what_it_did_not_spend() {
    Allowance allowance = Allowance.of(new BigDecimal("1"));
    assertTrue(passes(allowance, "a", "0.9"));
    assertFalse(passes(allowance, "b", "0.2"));
    allowance.settle(entry("a", "0.1"));
    assertTrue(passes(allowance, "b", "0.9"));
    Failure refused = allowance.reserve(claim("c", "0.01"));
    assertNotNull(refused);
    assertTrue(refused.details().contains("another running request reserves 0.90 USD of it"));
    allowance.release("b");
    allowance.release("b");
    assertTrue(passes(allowance, "c", "0.9"));
  }

  @Test
  void an_unknown_price_is_refused_under_a_limit_alone() {
    Failure refused = Allowance.of(BigDecimal.ONE).reserve(claim("a", null));
    assertNotNull(refused);
    assertEquals(Failure.Reason.PRICE_UNKNOWN, refused.reason());
    assertEquals(
        "the price of \"openai/m\" is unknown, so the budget of 1 USD for this run cannot be"
            + " checked",
        refused.text());
    Allowance unlimited = Allowance.unlimited();
    assertNull(unlimited.reserve(claim("a", null)));
    assertFalse(unlimited.isLimited());
    assertNull(unlimited.limit());
  }

  /** A program could break off each answer before it tells its tokens, and never reach a limit. */
  @Test
  void an_answer_of_unknown_cost_counts_by_its_estimate() {
    Allowance allowance = Allowance.of(BigDecimal.ONE);
    assertTrue(passes(allowance, "a", "0.6"));
    allowance.settle(entry("a", null));
    assertFalse(passes(allowance, "b", "0.5"));
    assertTrue(passes(allowance, "b", "0.4"));
    Allowance.Spent spent = allowance.spent();
    assertEquals(1, spent.unpriced());
    assertEquals(0, spent.usd().signum());
  }

  @Test
  void the_run_is_counted_with_a_limit_and_without() {
    for (Allowance allowance : List.of(Allowance.of(BigDecimal.TEN), Allowance.unlimited())) {
      assertEquals(new Allowance.Spent(0, BigInteger.ZERO, BigDecimal.ZERO, 0), allowance.spent());
      for (int i = 0; i < 3; i++) {
        allowance.reserve(claim("r" + i, "0.1"));
        allowance.settle(entry("r" + i, i == 2 ? null : "0.21"));
      }
      assertEquals(
          new Allowance.Spent(3, BigInteger.valueOf(45), new BigDecimal("0.42"), 1),
          allowance.spent());
    }
  }

  @Test
  void the_closing_line_says_what_the_run_has_spent() {
    Allowance allowance = Allowance.of(new BigDecimal("5"));
    assertNull(allowance.words());
    allowance.settle(entry("a", "0.004217"));
    assertEquals("1 request, 15 tokens, $0.0042 of $5.00", allowance.words());
    allowance.settle(entry("b", "0.4158"));
    assertEquals("2 requests, 30 tokens, $0.42 of $5.00", allowance.words());
    allowance.settle(entry("c", null));
    assertEquals("3 requests, 45 tokens, $0.42 of $5.00 + 1 unpriced", allowance.words());
    Allowance unlimited = Allowance.unlimited();
    for (int i = 0; i < 1_000; i++) {
      unlimited.settle(entry("d", "1.5"));
    }
    assertEquals("1,000 requests, 15,000 tokens, $1,500.00", unlimited.words());
    Allowance free = Allowance.unlimited();
    free.settle(entry("e", "0"));
    assertEquals("1 request, 15 tokens, $0.00", free.words());
  }

  @Test
  void fifty_at_once_never_spend_more_than_the_limit() throws Exception {
    Allowance allowance = Allowance.of(new BigDecimal("0.10"));
    List<Future<Integer>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(50)) {
      for (int i = 0; i < 50; i++) {
        String id = "r" + i;
        all.add(
            threads.submit(() -> {
              int sent = 0;
              for (int again = 0; again < 40; again++) {
                if (passes(allowance, id + again, "0.03")) {
                  sent++;
                  allowance.settle(entry(id + again, "0.003"));
                }
              }
              return sent;
            }));
      }
    }
    int sent = 0;
    for (Future<Integer> one : all) {
      sent += one.get();
    }
    BigDecimal spent = allowance.spent().usd();
    assertEquals(new BigDecimal("0.003").multiply(BigDecimal.valueOf(sent)), spent);
    // Until 0.07 are spent, one more fits.
    assertTrue(spent.compareTo(new BigDecimal("0.10")) <= 0, spent.toString());
    assertTrue(spent.compareTo(new BigDecimal("0.07")) > 0, spent.toString());
  }

  @Test
  void any_order_of_what_may_happen_is_what_a_slow_sum_says() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      BigDecimal limit = BigDecimal.valueOf(random.nextInt(300), 2);
      Allowance allowance = Allowance.of(limit);
      Map<String, BigDecimal> running = new HashMap<>();
      BigDecimal counted = BigDecimal.ZERO;
      for (int step = 0; step < 60; step++) {
        BigDecimal amount = BigDecimal.valueOf(random.nextInt(100), 2);
        if (running.isEmpty() || random.nextBoolean()) {
          String id = seed + "-" + step;
          BigDecimal sum = running.values().stream().reduce(counted.add(amount), BigDecimal::add);
          boolean fits = amount.signum() == 0 || sum.compareTo(limit) <= 0;
          assertEquals(fits, passes(allowance, id, amount.toPlainString()), "seed " + seed);
          if (fits) {
            running.put(id, amount);
          }
        } else {
          String id = running.keySet().iterator().next();
          BigDecimal reserved = running.remove(id);
          switch (random.nextInt(3)) {
            case 0 -> allowance.release(id);
            case 1 -> {
              allowance.settle(entry(id, null));
              counted = counted.add(reserved);
            }
            default -> {
              allowance.settle(entry(id, amount.toPlainString()));
              counted = counted.add(amount);
            }
          }
        }
      }
    }
  }
}
