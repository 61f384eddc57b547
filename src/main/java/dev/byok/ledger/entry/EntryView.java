package dev.byok.ledger.entry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One entry as sums, filters and groupings see it: an {@link Entry}, or a {@link CanonicalLine},
 * which has the same facts without the cost of building one. Valid during the call that hands it
 * out, since the same view may then show the next entry. Texts that an entry cannot lack are ""
 * when its line has none.
 */
public interface EntryView {
  /** What {@link #input()} and the other counts are when nobody stated them. */
  long UNSTATED = -1;

  String id();

  /** When the request was sent, in milliseconds since 1970. */
  long timeMillis();

  String command();

  String provider();

  @Nullable String key();

  /** As requested, without the provider. */
  String model();

  /** The requested model with its provider, {@code provider/model}; null without a model. */
  default @Nullable String reference() {
    String provider = provider();
    String model = model();
    if (model.isEmpty()) {
      return null;
    }
    return provider.isEmpty() ? model : provider + "/" + model;
  }

  @Nullable String servedModel();

  String status();

  long input();

  long cacheRead();

  long cacheWrite();

  long output();

  long reasoning();

  /** US dollars; null when the price is unknown. */
  @Nullable BigDecimal costUsd();

  String costSource();

  /**
   * Whether it has cost something, or may have, and nobody knows what: tokens without a price, and
   * an answer that began, or that nobody waited for, without word of its tokens.
   */
  default boolean isUnpriced() {
    if (costUsd() != null) {
      return false;
    }
    boolean told = input() != UNSTATED || output() != UNSTATED;
    return told ? input() > 0 || output() > 0 : !Unanswered.is(status());
  }

  /** Whether it may have used tokens that nobody has told of. */
  default boolean isUncounted() {
    return (input() == UNSTATED || output() == UNSTATED) && !Unanswered.is(status());
  }

  @Nullable String session();

  /** The tag's text; null for an entry without that tag. */
  @Nullable String tag(String name);

  /** The whole entry, which stays valid. */
  Entry entry();
}
