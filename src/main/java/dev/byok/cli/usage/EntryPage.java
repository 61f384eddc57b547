package dev.byok.cli.usage;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.Entry;
import dev.byok.text.SafeText;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Shows one ledger entry to people, one fact a line, named as in the ledger. */
final class EntryPage {
  private EntryPage() {}

  /**
   * Returns the entry for scripts: its line in the ledger, and the model as {@code -m} takes it.
   */
  static JsonObject json(Entry entry) {
    String owner = entry.key() == null ? entry.provider() : entry.key();
    boolean known = !owner.isEmpty() && !entry.model().isEmpty();
    return entry.toJson().with("ref", known ? owner + "/" + entry.model() : null);
  }

  static String of(Entry entry, ZoneId zone) {
    Map<String, String> facts = facts(entry, zone);
    int width = 0;
    for (String name : facts.keySet()) {
      width = Math.max(width, name.length());
    }
    StringBuilder page = new StringBuilder();
    for (Map.Entry<String, String> fact : facts.entrySet()) {
      page.append(fact.getKey()).append(" ".repeat(width - fact.getKey().length() + 2));
      page.append(SafeText.line(fact.getValue())).append('\n');
    }
    return page.toString();
  }

  private static Map<String, String> facts(Entry entry, ZoneId zone) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("id", EntryTable.orUnknown(entry.id()));
    facts.put(
        "time",
        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS xxx")
            .format(entry.time().atZone(zone)));
    facts.put("command", EntryTable.orUnknown(entry.command()));
    facts.put("client", EntryTable.orUnknown(entry.client()));
    facts.put("status", EntryTable.orUnknown(entry.status()));
    facts.put("provider", EntryTable.orUnknown(entry.provider()));
    facts.put("key", EntryTable.orUnknown(entry.key()));
    facts.put("via", EntryTable.orUnknown(entry.via()));
    facts.put("model", EntryTable.orUnknown(entry.model()));
    facts.put("served model", EntryTable.orUnknown(entry.servedModel()));
    facts.put("input tokens", ReportNumbers.count(entry.usage().input()));
    facts.put("  cache read", ReportNumbers.count(entry.usage().cacheRead()));
    facts.put("  cache write", ReportNumbers.count(entry.usage().cacheWrite()));
    facts.put("output tokens", ReportNumbers.count(entry.usage().output()));
    facts.put("  reasoning", ReportNumbers.count(entry.usage().reasoning()));
    facts.put("cost USD", ReportNumbers.plain(entry.costUsd()));
    facts.put("cost source", EntryTable.orUnknown(entry.costSource()));
    facts.put("billed by", EntryTable.orUnknown(entry.billedBy()));
    facts.put("request id", EntryTable.orUnknown(entry.requestId()));
    facts.put("duration", milliseconds(entry.durationMs()));
    facts.put("first token", milliseconds(entry.firstTokenMs()));
    facts.put("attempts", ReportNumbers.count(entry.attempts()));
    facts.put("session", EntryTable.orUnknown(entry.session()));
    facts.put("tags", EntryTable.tags(entry));
    return facts;
  }

  private static String milliseconds(@Nullable Long time) {
    return time == null ? ReportNumbers.UNKNOWN : ReportNumbers.count(time) + " ms";
  }
}
