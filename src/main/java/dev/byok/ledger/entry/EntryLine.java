package dev.byok.ledger.entry;

import dev.byok.json.Json;
import dev.byok.json.Surrogates;
import java.nio.charset.StandardCharsets;

/** Makes the bytes of an entry's line. */
public final class EntryLine {
  private EntryLine() {}

  /**
   * Returns the line in UTF-8, with an escape for half of a surrogate pair. If the name of a tag
   * has one, halves become question marks instead: the parser does not accept such an escape in a
   * name.
   */
  public static byte[] of(Entry entry) {
    String json = Json.write(entry.toJson());
    for (String name : entry.tags().keySet()) {
      if (Surrogates.hasHalf(name)) {
        return json.getBytes(StandardCharsets.UTF_8);
      }
    }
    return Surrogates.escaped(json).getBytes(StandardCharsets.UTF_8);
  }
}
