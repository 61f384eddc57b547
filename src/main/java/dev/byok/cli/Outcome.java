package dev.byok.cli;

import dev.byok.conversation.Reply;
import dev.byok.failure.Failure;
import dev.byok.json.JsonObject;
import dev.byok.ledger.Entry;
import dev.byok.ledger.EntryId;
import dev.byok.routing.Route;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One prompt's fate: what came, how long it took, and what the ledger and scripts are told. */
final class Outcome {
  private final Route route;
  private final Reply reply = new Reply();
  private final Instant started;
  private final String id;
  private final long startNanos = System.nanoTime();
  private @Nullable Long firstTokenMs;
  private long durationMs;
  private int attempts;

  Outcome(Route route, Clock clock) {
    this(route, clock, EntryId.at(clock.instant()));
  }

  /**
   * @param id of the ledger's entry
   */
  Outcome(Route route, Clock clock, String id) {
    this.route = route;
    this.started = clock.instant();
    this.id = id;
  }

  Route route() {
    return route;
  }

  Reply reply() {
    return reply;
  }

  void attempt(int number) {
    attempts = number;
  }

  /** How many requests went out; 0 when something failed before that. */
  int attempts() {
    return attempts;
  }

  void firstToken() {
    if (firstTokenMs == null) {
      firstTokenMs = elapsed();
    }
  }

  void finished() {
    durationMs = elapsed();
  }

  /** The object of {@code run --json}. */
  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("provider", route.provider().id())
        .put("key", keyName())
        .put("model", route.model())
        .put("served_model", reply.servedModel())
        .put("text", reply.text())
        .put("reasoning", reply.reasoning().isEmpty() ? null : reply.reasoning())
        .put("finish_reason", reply.finishReason())
        .put("usage", FailureJson.usage(reply.usage()))
        .put("cost_usd", reply.costUsd())
        .put("request_id", reply.requestId())
        .put("duration_ms", durationMs)
        .put("first_token_ms", firstTokenMs)
        .build();
  }

  /** The ledger's line. */
  Entry toEntry(String command, @Nullable Failure failure, Map<String, String> tags) {
    BigDecimal cost = reply.costUsd();
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
        cost,
        cost == null ? "none" : "provider",
        billedBy(),
        reply.requestId(),
        durationMs,
        firstTokenMs,
        null,
        tags,
        (long) attempts);
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
    boolean ownKeyBehindGateway = Boolean.TRUE.equals(reply.ownKey()) && slash > 0;
    return ownKeyBehindGateway ? route.model().substring(0, slash) : route.provider().id();
  }

  private long elapsed() {
    return (System.nanoTime() - startNanos) / 1_000_000;
  }
}
