package dev.byok.exchange;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.failure.Failure;
import dev.byok.ledger.entry.Entry;
import dev.byok.prices.Cost;
import dev.byok.prices.Prices;
import dev.byok.routing.Route;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one prompt: what came, how long it took, what it cost, and what goes into the
 * ledger and to scripts.
 */
public final class Outcome {
  private final Prices prices;
  private final Route route;
  private final Reply reply = new Reply();
  private final Instant started;
  private final String id;
  private final long startNanos = System.nanoTime();
  private @Nullable Long firstTokenMs;
  private volatile boolean answered;
  private boolean anyText;
  private long durationMs;
  private volatile int attempts;
  private @Nullable Price price;

  /**
   * @param id of the ledger's entry
   * @param prices used if the provider does not state the cost
   */
  Outcome(String id, Route route, Instant started, Prices prices) {
    this.id = id;
    this.route = route;
    this.started = started;
    this.prices = prices;
  }

  /**
   * What was paid.
   *
   * @param usd null if unknown
   * @param source as the ledger names it
   */
  private record Price(@Nullable BigDecimal usd, String source) {}

  public Route route() {
    return route;
  }

  public Reply reply() {
    return reply;
  }

  public void attempt(int number) {
    attempts = number;
  }

  /** How many requests were sent; 0 if something failed before. */
  int attempts() {
    return attempts;
  }

  void answered() {
    answered = true;
  }

  boolean isAnswered() {
    return answered;
  }

  /** Notes a piece of the answer, whether it is kept or not. */
  void came(Delta delta) {
    anyText |= delta instanceof Delta.Text more && !more.text().isBlank();
  }

  /** Whether any of the answer's text is more than white space. */
  boolean anyText() {
    return anyText;
  }

  void firstToken() {
    if (firstTokenMs == null) {
      firstTokenMs = elapsed();
    }
  }

  public void finished() {
    durationMs = elapsed();
  }

  /** The id of the ledger's entry. */
  public String id() {
    return id;
  }

  /** The milliseconds from the request to the first token, or null before that. */
  public @Nullable Long firstTokenMs() {
    return firstTokenMs;
  }

  public long durationMs() {
    return durationMs;
  }

  /** The cost in US dollars, or null if unknown. To be called when the answer is over. */
  public @Nullable BigDecimal costUsd() {
    return price().usd();
  }

  /** The provider's id for the request, or null if it sent none. */
  @Nullable String requestId(@Nullable Failure failure) {
    String said = reply.requestId();
    return said == null && failure != null ? failure.requestId() : said;
  }

  Entry toEntry(Filing filing, @Nullable Failure failure) {
    Price paid = price();
    return new Entry(
        id,
        started,
        filing.command(),
        filing.client(),
        route.provider().id(),
        keyName(),
        route.via(),
        route.model(),
        reply.servedModel(),
        failure == null ? "ok" : failure.kind().label(),
        reply.usage(),
        paid.usd(),
        paid.source(),
        billedBy(),
        requestId(failure),
        durationMs,
        firstTokenMs,
        filing.session(),
        filing.tags(),
        (long) attempts);
  }

  /**
   * Returns the cost that the provider states, or otherwise what the price list gives. It is
   * computed on first use, after the answer's last token.
   */
  private Price price() {
    Price known = price;
    if (known == null) {
      BigDecimal stated = reply.costUsd();
      BigDecimal estimate = stated == null ? estimate() : null;
      if (stated != null) {
        known = new Price(stated, "provider");
      } else {
        known = new Price(estimate, estimate == null ? "none" : "price-list");
      }
      price = known;
    }
    return known;
  }

  private @Nullable BigDecimal estimate() {
    return Cost.estimate(
        prices, route.provider(), route.model(), reply.servedModel(), reply.usage());
  }

  public @Nullable String keyName() {
    return keyName(route);
  }

  /** The name of the key that is sent, or null if none is. */
  static @Nullable String keyName(Route route) {
    return route.credential().isNone() ? null : route.key().toString();
  }

  /**
   * Who charges. For the user's own key at Kilo, it is the provider at the start of the model's
   * name.
   */
  String billedBy() {
    int slash = route.model().indexOf('/');
    boolean ownKeyAtKilo = Boolean.TRUE.equals(reply.ownKey()) && slash > 0;
    return ownKeyAtKilo ? route.model().substring(0, slash) : route.provider().id();
  }

  private long elapsed() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
