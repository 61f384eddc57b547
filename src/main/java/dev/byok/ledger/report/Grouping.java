package dev.byok.ledger.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A level of nested groups: one group per key, and sums at the innermost level. */
final class Grouping {
  private final Map<@Nullable String, Grouping> groups = new HashMap<>();
  private final Sums sums = new Sums();

  /** Returns the group of this key and creates it if necessary. */
  Grouping at(@Nullable String key) {
    Grouping found = groups.get(key);
    if (found == null) {
      found = new Grouping();
      groups.put(key, found);
    }
    return found;
  }

  /** Returns the sums of the group itself, without those of the groups in it. */
  Sums sums() {
    return sums;
  }

  void add(Grouping other) {
    sums.add(other.sums);
    for (Map.Entry<@Nullable String, Grouping> group : other.groups.entrySet()) {
      at(group.getKey()).add(group.getValue());
    }
  }

  /** Returns the totals of this group and all groups in it. */
  Totals totals() {
    return withAllWithin().totals();
  }

  private Sums withAllWithin() {
    if (groups.isEmpty()) {
      return sums;
    }
    Sums all = new Sums();
    all.add(sums);
    for (Grouping group : groups.values()) {
      all.add(group.withAllWithin());
    }
    return all;
  }

  /** A group in the order of the report, with its totals. */
  record Ranked(@Nullable String key, Grouping group, Totals totals) {}

  /**
   * Returns the groups of this level in the order of the report: by time, or by requests and then
   * tokens, both from most to least, then by name. The group without a key comes last.
   */
  List<Ranked> ranked(boolean chronological) {
    List<Ranked> ranked = new ArrayList<>();
    for (Map.Entry<@Nullable String, Grouping> group : groups.entrySet()) {
      ranked.add(new Ranked(group.getKey(), group.getValue(), group.getValue().totals()));
    }
    ranked.sort((one, other) -> compare(one, other, chronological));
    return ranked;
  }

  /**
   * Compares in plain code: the comparators of the runtime are made of lambdas that no class cache
   * can hold, which a short report would wait for.
   */
  private static int compare(Ranked one, Ranked other, boolean chronological) {
    int order = Boolean.compare(one.key() == null, other.key() == null);
    if (order == 0 && chronological) {
      return CalendarUnit.compare(name(one), name(other));
    }
    if (order == 0) {
      order = Long.compare(other.totals().requests(), one.totals().requests());
    }
    if (order == 0) {
      order = other.totals().tokensOrZero().compareTo(one.totals().tokensOrZero());
    }
    return order == 0 ? name(one).compareTo(name(other)) : order;
  }

  private static String name(Ranked ranked) {
    return ranked.key() == null ? "" : ranked.key();
  }
}
