package dev.byok.ledger.report;

import dev.byok.json.JsonObject;
import dev.byok.ledger.Ledger;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.entry.Timestamp;
import dev.byok.ledger.file.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sums over the ledger, in groups and in total. Groups are ordered by the first grouping, then
 * within each by the next; {@link Grouping#ranked} defines the order of one level.
 *
 * @param since the first moment that counts; null for no lower limit
 * @param until the first moment that no longer counts; null for no upper limit
 */
public record UsageReport(
    @Nullable Instant since, @Nullable Instant until, List<Group> groups, Totals total) {

  public UsageReport {
    groups = List.copyOf(groups);
  }

  /**
   * The entries that share the same keys.
   *
   * @param by the keys, by the names of the groupings and in their order; null for entries that
   *     have no key
   */
  public record Group(Map<String, @Nullable String> by, Totals totals) {
    public JsonObject toJson() {
      JsonObject.Builder keys = JsonObject.builder();
      for (Map.Entry<String, @Nullable String> key : by.entrySet()) {
        keys.put(key.getKey(), key.getValue());
      }
      JsonObject.Builder group = JsonObject.builder().put("by", keys.build());
      if (by.containsKey(By.MODEL.name())) {
        group.put("ref", reference());
      }
      return totals.putInto(group).build();
    }

    /**
     * Returns the model as {@code -m} takes it, with the key's label if the report is by key too.
     */
    private @Nullable String reference() {
      String model = by.get(By.MODEL.name());
      String key = by.get(By.KEY.name());
      return model == null || key == null
          ? model
          : key + "/" + model.substring(model.indexOf('/') + 1);
    }
  }

  public UsageReport withoutGroups() {
    return new UsageReport(since, until, List.of(), total);
  }

  /** Returns the object that {@code usage --json} prints. */
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

  /**
   * Takes entries one by one, as {@link Ledger#scan} passes them. It needs memory for one sum per
   * group. A collector belongs to one thread: parts of a ledger that are read at the same time use
   * separate collectors, which are made by {@link #fresh} and then {@link #merge}d.
   */
  public static final class Collector implements Tally<Collector> {
    private final List<By> by;
    private final By.Key[] keys;
    private final Selection selection;
    private final Grouping groups = new Grouping();

    public Collector(List<By> by, Selection selection) {
      this.by = List.copyOf(by);
      this.selection = selection;
      keys = new By.Key[by.size()];
      for (int i = 0; i < keys.length; i++) {
        keys[i] = by.get(i).keys().get();
      }
    }

    /** Collects entries from {@code since} on and before {@code until}; null is no limit. */
    public Collector(List<By> by, @Nullable Instant since, @Nullable Instant until) {
      this(by, Selection.between(since, until));
    }

    /** Returns an empty collector with the same question. */
    @Override
    public Collector fresh() {
      return new Collector(by, selection);
    }

    @Override
    public void add(EntryView entry) {
      if (!selection.includes(entry)) {
        return;
      }
      Grouping group = groups;
      for (By.Key key : keys) {
        group = group.at(key.of(entry));
      }
      group.sums().add(entry);
    }

    /** Adds what another collector with the same question has collected. */
    @Override
    public void merge(Collector other) {
      groups.add(other.groups);
    }

    public UsageReport report() {
      List<Group> shown = new ArrayList<>();
      if (!by.isEmpty()) {
        show(0, groups, new ArrayList<>(), shown);
      }
      return new UsageReport(selection.since(), selection.until(), shown, groups.totals());
    }

    private void show(
        int level, Grouping grouping, List<@Nullable String> path, List<Group> shown) {
      for (Grouping.Ranked ranked : grouping.ranked(by.get(level).chronological())) {
        path.add(ranked.key());
        if (path.size() == by.size()) {
          shown.add(new Group(named(path), ranked.totals()));
        } else {
          show(level + 1, ranked.group(), path, shown);
        }
        path.removeLast();
      }
    }

    private Map<String, @Nullable String> named(List<@Nullable String> path) {
      Map<String, @Nullable String> named = new LinkedHashMap<>();
      for (int i = 0; i < path.size(); i++) {
        named.put(by.get(i).name(), path.get(i));
      }
      return Collections.unmodifiableMap(named);
    }
  }
}
