package dev.byok.ledger.file;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.CanonicalLine;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import org.jspecify.annotations.Nullable;

/** A whole object of the ledger's array. */
public sealed interface Whole {
  /** Returns its text without blanks between tokens. */
  byte[] bytes();

  /** Returns the object as an entry, or null when it is not one. */
  @Nullable EntryView view();

  /** An object in exactly byok's own form; valid during the call. */
  record Line(CanonicalLine line) implements Whole {
    @Override
    public byte[] bytes() {
      return line.bytes();
    }

    @Override
    public EntryView view() {
      return line;
    }
  }

  /** An object that had to be parsed. */
  final class Parsed implements Whole {
    private final JsonObject object;
    private final byte[] bytes;

    Parsed(JsonObject object, byte[] bytes) {
      this.object = object;
      this.bytes = bytes;
    }

    @Override
    public byte[] bytes() {
      return bytes;
    }

    @Override
    public @Nullable EntryView view() {
      return Entry.of(object);
    }
  }
}
