package dev.byok.cli.usage;

import dev.byok.ledger.entry.Entry;
import dev.byok.text.Table;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows ledger entries to people, one a line. */
final class EntryTable {
  private static final int LONGEST_TAGS = 40;

  /** The part of byok's own ids that is the request's time, to the millisecond. */
  private static final int SHORT_ID = 13;

  private EntryTable() {}

  static String of(List<Entry> entries, ZoneId zone) {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(zone);
    boolean clients = false;
    boolean sessions = false;
    boolean tags = false;
    List<@Nullable BigDecimal> costs = new ArrayList<>();
    for (Entry entry : entries) {
      costs.add(entry.costUsd());
      clients |= entry.client() != null;
      sessions |= entry.session() != null;
      tags |= !entry.tags().isEmpty();
    }
    List<String> headings =
        new ArrayList<>(
            List.of("TIME", "STATUS", "MODEL", "KEY", ">INPUT", ">OUTPUT", ">COST USD"));
    add(headings, clients, "CLIENT");
    add(headings, sessions, "SESSION");
    add(headings, tags, "TAGS");
    headings.add("ID");
    Table table = new Table(headings.toArray(new String[0]));
    List<String> shownCosts = ReportNumbers.aligned(costs);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      List<String> cells =
          new ArrayList<>(
              Arrays.asList(
                  time.format(entry.time()),
                  orUnknown(entry.status()),
                  reference(entry),
                  orUnknown(entry.key()),
                  ReportNumbers.count(entry.usage().input()),
                  ReportNumbers.count(entry.usage().output()),
                  shownCosts.get(i)));
      add(cells, clients, orUnknown(entry.client()));
      add(cells, sessions, orUnknown(entry.session()));
      add(cells, tags, cut(tags(entry), LONGEST_TAGS, "…"));
      cells.add(cut(orUnknown(entry.id()), SHORT_ID, ""));
      table.row(cells.toArray(new String[0]));
    }
    return table.toString();
  }

  /** The model with its provider, as reports name it. */
  static String reference(Entry entry) {
    return orUnknown(entry.reference());
  }

  /** Returns {@code a=1 b=2}. */
  static String tags(Entry entry) {
    StringBuilder text = new StringBuilder();
    for (Map.Entry<String, String> tag : entry.tags().entrySet()) {
      text.append(text.isEmpty() ? "" : " ").append(tag.getKey());
      text.append('=').append(tag.getValue());
    }
    return orUnknown(text.toString());
  }

  static String orUnknown(@Nullable String text) {
    return text == null || text.isEmpty() ? ReportNumbers.UNKNOWN : text;
  }

  private static void add(List<String> cells, boolean shown, String cell) {
    if (shown) {
      cells.add(cell);
    }
  }

  private static String cut(String text, int length, String mark) {
    boolean fits = text.codePointCount(0, text.length()) <= length;
    return fits ? text : text.substring(0, text.offsetByCodePoints(0, length)) + mark;
  }
}
