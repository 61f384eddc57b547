package dev.byok.serve.body;

import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;

/** Where a value is in a body: from its first byte to after its last. */
record Span(int from, int after) {
  /** The current value, which this reads to its end. */
  static Span of(JsonCursor at) throws IOException, JsonSyntaxException {
    int from = at.from();
    return new Span(from, at.after());
  }
}
