package dev.byok.budget;

import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The amount that a running request may still spend. It ends with the ledger entry of the same id,
 * with its process, or when it expires.
 *
 * @param expires in milliseconds since 1970
 * @param cost US dollars; null when the price is unknown
 */
record Reservation(
    String id, Place place, long expires, Payer payer, @Nullable BigDecimal cost, long tokens) {

  /** The longest time-out plus an hour, for a clock that is set back meanwhile. */
  static final Duration LONGEST = Duration.ofHours(25);

  /** Whether the reservation is still in force, as far as this process can tell. */
  boolean isLive(Instant now, Place own) {
    long left = expires - now.toEpochMilli();
    return left > 0 && left <= LONGEST.toMillis() && !own.knowsTheEndOf(place);
  }

  BigDecimal of(Unit unit) {
    if (unit == Unit.TOKENS) {
      return BigDecimal.valueOf(tokens);
    }
    return cost == null ? BigDecimal.ZERO : cost;
  }

  JsonObject toJson() {
    return JsonObject.builder()
        .put("id", id)
        .put("pid", place.pid())
        .put("place", place.name())
        .put("expires", expires)
        .put("provider", payer.provider())
        .put("key", payer.key())
        .put("command", payer.command())
        .put("client", payer.client())
        .put("cost", cost == null ? null : cost.toPlainString())
        .put("tokens", tokens)
        .build();
  }

  static Reservation of(JsonObject json) throws DamagedTotalsException {
    String cost = json.text("cost");
    return new Reservation(
        TotalsJson.text(json, "id"),
        new Place(TotalsJson.count(json, "pid"), TotalsJson.text(json, "place")),
        TotalsJson.count(json, "expires"),
        new Payer(
            TotalsJson.text(json, "provider"),
            json.text("key"),
            TotalsJson.text(json, "command"),
            json.text("client")),
        cost == null ? null : TotalsJson.amount(cost),
        TotalsJson.count(json, "tokens"));
  }
}
