package dev.byok.ledger.file;

import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.file.ReadSummary.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Passes whole objects on as entries and counts everything else. */
public final class Reading implements Elements.Sink {
  private final Consumer<EntryView> entries;
  private final List<Skipped> named = new ArrayList<>();
  private long given;
  private long skippedBytes;
  private long skippedPlaces;

  public Reading(Consumer<EntryView> entries) {
    this.entries = entries;
  }

  @Override
  public void object(Whole object, long offset, long end) {
    EntryView entry = object.view();
    if (entry == null) {
      damage(offset, end - offset);
    } else {
      given++;
      entries.accept(entry);
    }
  }

  @Override
  public void damage(long offset, long length) {
    skippedBytes += length;
    skippedPlaces++;
    if (named.size() < ReadSummary.MOST_NAMED) {
      named.add(new Skipped(offset, length));
    }
  }

  public ReadSummary summary() {
    return new ReadSummary(given, skippedBytes, skippedPlaces, named);
  }
}
