package dev.byok.ledger.entry;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One entry as sums, filters and groupings see it: an {@link Entry}, or a {@link CanonicalLine},
 * which has the same facts without the cost of building one. Valid only during the call that passes
 * it, since the same view may then show the next entry. Texts that an entry must have are "" when
 * its line lacks them.
 */
public interface EntryView {
  /** The value of {@link #input()} and the other counts when they are unknown. */
  long UNSTATED = -1;

  String id();

  /** When the request was sent, in milliseconds since 1970. */
  long timeMillis();

  String command();

  /** The program that asked, when byok sent the request for another. */
  @Nullable String client();

  String provider();

  @Nullable String key();

  /** The model as requested, without the provider. */
  String model();

  /** Returns the requested model as {@code provider/model}; null without a model. */
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
   * Whether the entry cost something, or may have, but the amount is unknown. That is an entry with
   * tokens but no price, or one without token counts that the provider did not turn away.
   */
  default boolean isUnpriced() {
    if (costUsd() != null) {
      return false;
    }
    boolean told = input() != UNSTATED || output() != UNSTATED;
    return told ? input() > 0 || output() > 0 : !Unanswered.is(status());
  }

  /** Whether the entry may have used tokens that were not reported. */
  default boolean isUncounted() {
    return (input() == UNSTATED || output() == UNSTATED) && !Unanswered.is(status());
  }

  @Nullable String session();

  /** Returns the tag's text, or null when the entry does not have that tag. */
  @Nullable String tag(String name);

  /** Returns the whole entry, which stays valid. */
  Entry entry();
}
