package dev.byok.ledger.file;

import dev.byok.ledger.entry.EntryView;

/**
 * Adds up entries one by one, in any order. Several tallies can take parts of the ledger at the
 * same time.
 *
 * @param <T> the tally itself
 */
public interface Tally<T extends Tally<T>> {
  void add(EntryView entry);

  /** Returns an empty tally for the same question. */
  T fresh();

  /** Adds what another tally has counted. */
  void merge(T other);
}
