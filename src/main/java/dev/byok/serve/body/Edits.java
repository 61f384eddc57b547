package dev.byok.serve.body;

import dev.byok.json.Json;
import dev.byok.json.Surrogates;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Changes to a body, which is copied once for all of them. */
final class Edits {
  private final byte[] bytes;
  private final TreeMap<Integer, Edit> edits = new TreeMap<>();

  /** What is put in the place of the bytes up to an offset. */
  private static final class Edit {
    final int after;
    final byte[] text;

    Edit(int after, String json) {
      this.after = after;
      this.text = json.getBytes(StandardCharsets.UTF_8);
    }
  }

  Edits(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Replaces a value by a text, written as JSON. */
  void replace(@Nullable Span value, String text) {
    if (value == null) {
      throw new IllegalStateException("there is no such value");
    }
    put(value.from(), value.after(), Surrogates.escaped(Json.write(text)));
  }

  /** Puts JSON in the place of a value. */
  void put(int from, int after, String json) {
    edits.put(from, new Edit(after, json));
  }

  byte[] made() {
    if (edits.isEmpty()) {
      return bytes;
    }
    int length = bytes.length;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      length += edit.getValue().text.length - (edit.getValue().after - edit.getKey());
    }
    byte[] made = new byte[length];
    int from = 0;
    int at = 0;
    for (Map.Entry<Integer, Edit> edit : edits.entrySet()) {
      int kept = edit.getKey() - from;
      System.arraycopy(bytes, from, made, at, kept);
      byte[] text = edit.getValue().text;
      System.arraycopy(text, 0, made, at + kept, text.length);
      at += kept + text.length;
      from = edit.getValue().after;
    }
    System.arraycopy(bytes, from, made, at, bytes.length - from);
    return made;
  }
}
