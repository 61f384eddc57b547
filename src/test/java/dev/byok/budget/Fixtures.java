package dev.byok.budget;

import dev.byok.conversation.Usage;
import dev.byok.ledger.entry.Entry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Budgets, entries and claims for tests. */
final class Fixtures {
  private Fixtures() {}

  static Budget usd(String limit, Per per, @Nullable String provider, @Nullable String key) {
    return new Budget(new BigDecimal(limit), Unit.USD, per, new Scope(provider, key));
  }

  static Budget tokens(String limit, Per per) {
    return new Budget(new BigDecimal(limit), Unit.TOKENS, per, new Scope(null, null));
  }

  /** Returns an entry of {@code openai} with 10 input and 5 output tokens. */
  static Entry entry(String id, Instant time, String key, @Nullable String cost) {
    return new Entry(
        id,
        time,
        "run",
        null,
        "openai",
        key,
        "direct",
        "m",
        null,
        "ok",
        new Usage(10L, null, null, 5L, null),
        cost == null ? null : new BigDecimal(cost),
        cost == null ? "none" : "price-list",
        "openai",
        null,
        1L,
        1L,
        null,
        Map.of(),
        1L);
  }

  /** Returns the same entry, as a request of this command for a client. */
  static Entry of(Entry entry, String command, @Nullable String client) {
    return new Entry(
        entry.id(),
        entry.time(),
        command,
        client,
        entry.provider(),
        entry.key(),
        entry.via(),
        entry.model(),
        entry.servedModel(),
        entry.status(),
        entry.usage(),
        entry.costUsd(),
        entry.costSource(),
        entry.billedBy(),
        entry.requestId(),
        entry.durationMs(),
        entry.firstTokenMs(),
        entry.session(),
        entry.tags(),
        entry.attempts());
  }

  /** Returns a claim of a server's client. */
  static Claim ofClient(String id, String client, @Nullable String cost) {
    Claim claim = claim(id, "openai", cost);
    Payer payer = new Payer("openai", "openai", "serve", client);
    return new Claim(claim.id(), payer, claim.model(), claim.estimate(), claim.patience());
  }

  /** Returns a claim of {@code openai} for 10 tokens. */
  static Claim claim(String id, String key, @Nullable String cost) {
    return new Claim(
        id,
        new Payer("openai", key, "run", null),
        "openai/m",
        new Estimate(10, cost == null ? null : new BigDecimal(cost)),
        Duration.ofMinutes(2));
  }

  /** A clock that the test sets. */
  static final class PutClock extends Clock {
    private final ZoneId zone;
    private Instant now;

    PutClock(String now, String zone) {
      this.now = Instant.parse(now);
      this.zone = ZoneId.of(zone);
    }

    void put(String time) {
      now = Instant.parse(time);
    }

    void pass(Duration time) {
      now = now.plus(time);
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
