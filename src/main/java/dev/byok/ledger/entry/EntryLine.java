package dev.byok.ledger.entry;

import dev.byok.json.Json;
import dev.byok.json.Surrogates;
import java.nio.charset.StandardCharsets;

/** The bytes of an entry's line. */
public final class EntryLine {
  private EntryLine() {}

  /**
   * In UTF-8, with an escape for half of a surrogate pair. In names of tags it becomes a question
   * mark: the parser takes no such escape there.
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
