package dev.byok.ledger.file;

import dev.byok.json.JsonObject;
import dev.byok.ledger.entry.CanonicalLine;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.entry.EntryView;
import org.jspecify.annotations.Nullable;

/** A whole object of the ledger's array. */
public sealed interface Whole {
  /** Its text without blanks between tokens. */
  byte[] bytes();

  /** What it says as an entry; null when it is none. */
  @Nullable EntryView view();

  /** One in exactly the form in which byok writes it; valid during the call. */
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

  /** One that had to be parsed. */
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
