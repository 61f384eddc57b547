package dev.byok.ledger.entry;

import dev.byok.conversation.Usage;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One ledger entry: a prompt, or a verification that spent tokens. Null means that a fact is
 * unknown. Texts that cannot be null are "" when the line that was read does not have them.
 *
 * @param id time-ordered and unique, see {@link EntryId}
 * @param time when the request was sent, to the millisecond
 * @param command the name of the command that sent it
 * @param client the program that asked, when byok sent the request for another; otherwise null
 * @param key the key's name; null when the request had no key
 * @param via {@code kilo} through Kilo, otherwise {@code direct}
 * @param model as requested, without the provider
 * @param status {@code ok} or the label of a {@link dev.byok.failure.Kind}
 * @param costUsd US dollars, never negative; null when the price is unknown
 * @param costSource {@code provider}, {@code price-list} or {@code none}
 * @param billedBy the provider that charges the key's owner
 * @param requestId the provider's id of the request
 * @param session the name of the saved session, if any
 * @param attempts how often the request was sent
 */
public record Entry(
    String id,
    Instant time,
    String command,
    @Nullable String client,
    String provider,
    @Nullable String key,
    String via,
    String model,
    @Nullable String servedModel,
    String status,
    Usage usage,
    @Nullable BigDecimal costUsd,
    String costSource,
    @Nullable String billedBy,
    @Nullable String requestId,
    @Nullable Long durationMs,
    @Nullable Long firstTokenMs,
    @Nullable String session,
    Map<String, String> tags,
    @Nullable Long attempts)
    implements EntryView {

  /** A number with more digits is not a price, and adding it exactly could use up all memory. */
  private static final int MOST_DECIMALS = 30;

  private static final int MOST_DIGITS = 15;

  /** Some 290,000 years. A line may have a time that does not fit in a count of milliseconds. */
  private static final long FARTHEST_SECONDS = Long.MAX_VALUE / 1_000_000;

  public Entry {
    time = time.truncatedTo(ChronoUnit.MILLIS);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /** Returns the line's object with every field, in the order of the contract. */
  public JsonObject toJson() {
    JsonObject.Builder tagFields = JsonObject.builder();
    for (Map.Entry<String, String> tag : tags.entrySet()) {
      tagFields.put(tag.getKey(), tag.getValue());
    }
    return JsonObject.builder()
        .put("id", orNull(id))
        .put("time", Timestamp.write(time))
        .put("command", orNull(command))
        .put("client", client)
        .put("provider", orNull(provider))
        .put("key", key)
        .put("via", orNull(via))
        .put("model", orNull(model))
        .put("served_model", servedModel)
        .put("status", orNull(status))
        .put(
            "usage",
            JsonObject.builder()
                .put("input", usage.input())
                .put("cache_read", usage.cacheRead())
                .put("cache_write", usage.cacheWrite())
                .put("output", usage.output())
                .put("reasoning", usage.reasoning())
                .build())
        .put("cost_usd", costUsd)
        .put("cost_source", orNull(costSource))
        .put("billed_by", billedBy)
        .put("request_id", requestId)
        .put("duration_ms", durationMs)
        .put("first_token_ms", firstTokenMs)
        .put("session", session)
        .put("tags", tagFields.build())
        .put("attempts", attempts)
        .build();
  }

  /**
   * Reads a line's object. Unknown fields are ignored; values that are negative, huge or of the
   * wrong type count as not stated. Returns null when there is no readable time, since it is then
   * not an entry.
   */
  public static @Nullable Entry of(JsonObject line) {
    Instant time = Timestamp.read(line.text("time"));
    if (time == null) {
      return null;
    }
    JsonObject usage = line.at("usage");
    return new Entry(
        orEmpty(line.text("id")),
        time,
        orEmpty(line.text("command")),
        line.text("client"),
        orEmpty(line.text("provider")),
        line.text("key"),
        orEmpty(line.text("via")),
        orEmpty(line.text("model")),
        line.text("served_model"),
        orEmpty(line.text("status")),
        new Usage(
            usage.count("input"),
            usage.count("cache_read"),
            usage.count("cache_write"),
            usage.count("output"),
            usage.count("reasoning")),
        money(line.decimal("cost_usd")),
        orEmpty(line.text("cost_source")),
        line.text("billed_by"),
        line.text("request_id"),
        line.count("duration_ms"),
        line.count("first_token_ms"),
        line.text("session"),
        texts(line.at("tags")),
        line.count("attempts"));
  }

  @Override
  public long timeMillis() {
    long seconds = time.getEpochSecond();
    return Math.abs(seconds) < FARTHEST_SECONDS
        ? time.toEpochMilli()
        : Long.signum(seconds) * FARTHEST_SECONDS * 1000;
  }

  @Override
  public long input() {
    return orUnstated(usage.input());
  }

  @Override
  public long cacheRead() {
    return orUnstated(usage.cacheRead());
  }

  @Override
  public long cacheWrite() {
    return orUnstated(usage.cacheWrite());
  }

  @Override
  public long output() {
    return orUnstated(usage.output());
  }

  @Override
  public long reasoning() {
    return orUnstated(usage.reasoning());
  }

  @Override
  public @Nullable String tag(String name) {
    return tags.get(name);
  }

  @Override
  public Entry entry() {
    return this;
  }

  private static long orUnstated(@Nullable Long count) {
    return count == null ? UNSTATED : count;
  }

  private static Map<String, String> texts(JsonObject tags) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String name : tags.fields().keySet()) {
      String text = tags.text(name);
      if (text != null) {
        texts.put(name, text);
      }
    }
    return texts;
  }

  private static @Nullable BigDecimal money(@Nullable BigDecimal amount) {
    if (amount == null
        || amount.signum() < 0
        || amount.scale() > MOST_DECIMALS
        || (long) amount.precision() - amount.scale() > MOST_DIGITS) {
      return null;
    }
    return amount;
  }

  private static String orEmpty(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
