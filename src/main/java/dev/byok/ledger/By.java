package dev.byok.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What entries are grouped by.
 *
 * @param name the field of {@code by} in the report
 */
public record By(String name, Key key) {
  /** The requested model with its provider, {@code provider/model}. */
  public static final By MODEL = new By("model", EntryView::reference);

  /** An entry's place in the grouping; null for those that have none. */
  @FunctionalInterface
  public interface Key {
    @Nullable String of(EntryView entry);
  }
}
