package dev.byok.cli.usage;

import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the entry with an id, or the only entry whose id begins with the given text. */
final class IdSearch {
  private static final int MOST_NAMED = 10;

  private final String wanted;
  private final List<Entry> first = new ArrayList<>();
  private long matches;
  private @Nullable Entry exact;

  IdSearch(String wanted) {
    this.wanted = wanted;
  }

  void look(EntryView view) {
    String id = view.id();
    if (!id.startsWith(wanted)) {
      return;
    }
    matches++;
    if (exact == null && id.length() == wanted.length()) {
      exact = view.entry();
    } else if (first.size() < MOST_NAMED) {
      first.add(view.entry());
    }
  }

  /** The entry; null if there is none or more than one. */
  @Nullable Entry found() {
    if (exact != null) {
      return exact;
    }
    return matches == 1 ? first.getFirst() : null;
  }

  /** How many ids begin with the text. */
  long matches() {
    return matches;
  }

  /** The first of them, in the ledger's order. */
  List<Entry> first() {
    return first;
  }
}
