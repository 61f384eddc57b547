package dev.byok.ledger;

import dev.byok.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the ledger, in groups and in total. Groups with more requests come first, among equals
 * those with more tokens, then by name.
 *
 * @param since the first moment that counts; null for all before {@code until}
 * @param until the first moment that no longer counts; null for all since
 */
public record UsageReport(
    @Nullable Instant since, @Nullable Instant until, List<Group> groups, Totals total) {

  public UsageReport {
    groups = List.copyOf(groups);
  }

  /**
   * The entries that share their keys.
   *
   * @param by the keys by the names of what was grouped by, in that order; null for entries that
   *     have none
   */
  public record Group(Map<String, @Nullable String> by, Totals totals) {
    JsonObject toJson() {
      JsonObject.Builder keys = JsonObject.builder();
      for (Map.Entry<String, @Nullable String> key : by.entrySet()) {
        keys.put(key.getKey(), key.getValue());
      }
      return totals.putInto(JsonObject.builder().put("by", keys.build())).build();
    }
  }

  /** The object that {@code usage --json} prints. */
  public JsonObject toJson() {
    List<JsonObject> each = new ArrayList<>();
    for (Group group : groups) {
      each.add(group.toJson());
    }
    return JsonObject.builder()
        .put("since", since == null ? null : Timestamp.write(since))
        .put("until", until == null ? null : Timestamp.write(until))
        .put("groups", each)
        .put("total", total.putInto(JsonObject.builder()).build())
        .build();
  }

  /** Takes entries one by one, as {@link Ledger#scan} gives them; memory is one sum a group. */
  public static final class Collector {
    private final List<By> by;
    private final @Nullable Instant since;
    private final @Nullable Instant until;
    private final Map<List<@Nullable String>, Sums> groups = new HashMap<>();
    private final Sums total = new Sums();

    /** For entries from {@code since} on and before {@code until}; null is no limit. */
    public Collector(List<By> by, @Nullable Instant since, @Nullable Instant until) {
      this.by = List.copyOf(by);
      this.since = since;
      this.until = until;
    }

    public void add(EntryView entry) {
      long time = entry.timeMillis();
      if ((since != null && time < since.toEpochMilli())
          || (until != null && time >= until.toEpochMilli())) {
        return;
      }
      List<@Nullable String> keys = new ArrayList<>(by.size());
      for (By one : by) {
        keys.add(one.key().of(entry));
      }
      groups.computeIfAbsent(keys, _ -> new Sums()).add(entry);
      total.add(entry);
    }

    public UsageReport report() {
      List<Group> sorted = new ArrayList<>();
      for (Map.Entry<List<@Nullable String>, Sums> group : groups.entrySet()) {
        sorted.add(new Group(named(group.getKey()), group.getValue().totals()));
      }
      sorted.sort(
          Comparator.comparingLong((Group group) -> group.totals().requests())
              .thenComparing(group -> group.totals().tokens())
              .reversed()
              .thenComparing(group -> String.valueOf(group.by().values())));
      return new UsageReport(since, until, sorted, total.totals());
    }

    private Map<String, @Nullable String> named(List<@Nullable String> keys) {
      Map<String, @Nullable String> named = new LinkedHashMap<>();
      for (int i = 0; i < keys.size(); i++) {
        named.put(by.get(i).name(), keys.get(i));
      }
      return Collections.unmodifiableMap(named);
    }
  }
}
