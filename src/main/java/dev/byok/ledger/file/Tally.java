package dev.byok.ledger.file;

import dev.byok.ledger.entry.EntryView;

/**
 * Takes entries one by one and adds them up, in any order, so that several may each take a part of
 * the ledger at the same time.
 *
 * @param <T> the tally itself
 */
public interface Tally<T extends Tally<T>> {
  void add(EntryView entry);

  /** A tally of the same question that has seen nothing. */
  T fresh();

  /** Adds what another one has seen. */
  void merge(T other);
}
