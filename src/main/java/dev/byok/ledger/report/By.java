package dev.byok.ledger.report;

import dev.byok.ledger.entry.EntryView;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A property by which entries are grouped.
 *
 * @param name the field of {@code by} in the report
 * @param chronological whether groups are ordered by time instead of by size
 * @param keys makes the function that gives an entry its group; new for each scan, since it may
 *     have state
 */
public record By(String name, boolean chronological, Supplier<Key> keys) {
  /** The requested model as {@code provider/model}. */
  public static final By MODEL = of("model", EntryView::reference);

  public static final By PROVIDER = of("provider", entry -> orNull(entry.provider()));
  public static final By KEY = of("key", EntryView::key);
  public static final By COMMAND = of("command", entry -> orNull(entry.command()));
  public static final By CLIENT = of("client", EntryView::client);
  public static final By SESSION = of("session", EntryView::session);

  /** Groups by local day, week or month. */
  public static By calendar(CalendarUnit unit, ZoneId zone) {
    return new By(unit.label(), true, () -> new PeriodKey(unit, zone));
  }

  public static By tag(String tag) {
    return of("tag:" + tag, entry -> entry.tag(tag));
  }

  private static By of(String name, Key key) {
    return new By(name, false, () -> key);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Gives the group of an entry; null for entries that have none. */
  @FunctionalInterface
  public interface Key {
    @Nullable String of(EntryView entry);
  }
}
