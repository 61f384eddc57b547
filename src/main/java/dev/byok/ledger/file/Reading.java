package dev.byok.ledger.file;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.CanonicalLine;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import dev.byok.ledger.entry.WholeEntry;
import dev.byok.ledger.file.ReadSummary.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands whole objects on as entries and keeps count of the rest. */
public final class Reading implements Elements.Lines {
  private final Consumer<EntryView> entries;
  private final List<Skipped> named = new ArrayList<>();
  private long given;
  private long skippedBytes;
  private long skippedPlaces;

  public Reading(Consumer<EntryView> entries) {
    this.entries = entries;
  }

  @Override
  public void line(CanonicalLine line, long offset, long end) {
    given++;
    entries.accept(line);
  }

  @Override
  public void object(JsonObject object, byte[] raw, int length, long offset, long end) {
    Entry entry = Entry.of(object);
    if (entry == null) {
      damage(offset, end - offset);
    } else {
      given++;
      entries.accept(new WholeEntry(entry));
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
