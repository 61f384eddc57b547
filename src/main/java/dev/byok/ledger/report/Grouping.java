package dev.byok.ledger.report;

import java.util.ArrayList;
import java.util.Comparator;
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
    Comparator<Ranked> order =
        chronological
            ? (one, other) -> CalendarUnit.compare(name(one), name(other))
            : Comparator.comparingLong((Ranked one) -> one.totals().requests())
                .thenComparing(one -> one.totals().tokensOrZero())
                .reversed()
                .thenComparing(Grouping::name);
    ranked.sort(Comparator.comparing((Ranked one) -> one.key() == null).thenComparing(order));
    return ranked;
  }

  private static String name(Ranked ranked) {
    return ranked.key() == null ? "" : ranked.key();
  }
}
