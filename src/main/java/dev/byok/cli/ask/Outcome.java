package dev.byok.cli.ask;

import dev.byok.cli.line.FailureJson;
import dev.byok.cli.line.Services;
import dev.byok.conversation.Delta;
import dev.byok.conversation.Reply;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryId;
import dev.byok.prices.Cost;
import dev.byok.routing.Route;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One prompt's fate: what came, how long it took, what it cost, and what the ledger and scripts are
 * told.
 */
public final class Outcome {
  private final Services services;
  private final Route route;
  private final Reply reply = new Reply();
  private final Instant started;
  private final String id;
  private final long startNanos = System.nanoTime();
  private @Nullable Long firstTokenMs;
  private boolean anyText;
  private long durationMs;
  private int attempts;
  private @Nullable Price price;

  public Outcome(Services services, Route route) {
    this(services, route, EntryId.at(services.clock().instant()));
  }

  /**
   * @param id of the ledger's entry
   */
  public Outcome(Services services, Route route, String id) {
    this.services = services;
    this.route = route;
    this.started = services.clock().instant();
    this.id = id;
  }

  /**
   * What was paid.
   *
   * @param usd null when nobody knows
   * @param source as the ledger has it
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

  /** How many requests went out; 0 when something failed before that. */
  int attempts() {
    return attempts;
  }

  /** Takes note of a piece of the answer, kept or not. */
  void came(Delta delta) {
    anyText |= delta instanceof Delta.Text more && !more.text().isBlank();
  }

  /** Whether any of the answer is more than white space. */
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

  /** What is known before anything is sent. */
  JsonObject.Builder start(JsonObject.Builder object) {
    return object
        .put("id", id)
        .put("provider", route.provider().id())
        .put("key", keyName())
        .put("model", route.model());
  }

  /** When the first token came, in milliseconds after the request; null before that. */
  public @Nullable Long firstTokenMs() {
    return firstTokenMs;
  }

  /** The object of {@code run --json}; to be asked for when the answer is over. */
  public JsonObject toJson() {
    return start(JsonObject.builder())
        .put("served_model", reply.servedModel())
        .put("text", reply.text())
        .put("reasoning", reply.reasoning().isEmpty() ? null : reply.reasoning())
        .put("finish_reason", reply.finishReason())
        .put("usage", FailureJson.usage(reply.usage()))
        .put("cost_usd", price().usd())
        .put("request_id", reply.requestId())
        .put("duration_ms", durationMs)
        .put("first_token_ms", firstTokenMs)
        .build();
  }

  /** By what the provider's console finds the request; null when it said nothing of that. */
  @Nullable String requestId(@Nullable Failure failure) {
    String said = reply.requestId();
    return said == null && failure != null ? failure.requestId() : said;
  }

  /** The ledger's line. */
  public Entry toEntry(
      String command,
      @Nullable String session,
      @Nullable Failure failure,
      Map<String, String> tags) {
    Price paid = price();
    return new Entry(
        id,
        started,
        command,
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
        session,
        tags,
        (long) attempts);
  }

  /**
   * What the provider says it costs, else what the price list says of it. Worked out when it is
   * first asked for, which is behind the answer's last token.
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
        services.storedPrices(),
        route.provider(),
        route.model(),
        reply.servedModel(),
        reply.usage());
  }

  private @Nullable String keyName() {
    return keyName(route);
  }

  /** The name of the key that is sent; null when none is. */
  static @Nullable String keyName(Route route) {
    return route.credential().isNone() ? null : route.key().toString();
  }

  /**
   * Who charges: behind the gateway with a key of one's own, the provider that the model's name
   * starts with.
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
