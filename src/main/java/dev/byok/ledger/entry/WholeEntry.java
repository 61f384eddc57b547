package dev.byok.ledger.entry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** The view of an entry that was read as a whole. */
public record WholeEntry(Entry entry) implements EntryView {
  /** Some 290,000 years: a line may have a time that no count of milliseconds comes to. */
  private static final long FARTHEST_SECONDS = Long.MAX_VALUE / 1_000_000;

  @Override
  public String id() {
    return entry.id();
  }

  @Override
  public long timeMillis() {
    long seconds = entry.time().getEpochSecond();
    return Math.abs(seconds) < FARTHEST_SECONDS
        ? entry.time().toEpochMilli()
        : Long.signum(seconds) * FARTHEST_SECONDS * 1000;
  }

  @Override
  public String command() {
    return entry.command();
  }

  @Override
  public String provider() {
    return entry.provider();
  }

  @Override
  public @Nullable String key() {
    return entry.key();
  }

  @Override
  public String model() {
    return entry.model();
  }

  @Override
  public @Nullable String servedModel() {
    return entry.servedModel();
  }

  @Override
  public String status() {
    return entry.status();
  }

  @Override
  public long input() {
    return count(entry.usage().input());
  }

  @Override
  public long cacheRead() {
    return count(entry.usage().cacheRead());
  }

  @Override
  public long cacheWrite() {
    return count(entry.usage().cacheWrite());
  }

  @Override
  public long output() {
    return count(entry.usage().output());
  }

  @Override
  public long reasoning() {
    return count(entry.usage().reasoning());
  }

  @Override
  public @Nullable BigDecimal costUsd() {
    return entry.costUsd();
  }

  @Override
  public String costSource() {
    return entry.costSource();
  }

  @Override
  public @Nullable String session() {
    return entry.session();
  }

  @Override
  public @Nullable String tag(String name) {
    return entry.tags().get(name);
  }

  private static long count(@Nullable Long count) {
    return count == null ? UNSTATED : count;
  }
}
