package dev.byok.ledger.entry;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts by their bytes. A ledger names few providers, keys and models a million times: each becomes
 * one string, so that groups are found without building it anew.
 */
final class Names {
  private static final int SIZE = 4096;

  /** Beyond this the table is of no use, and what comes is no longer kept. */
  private static final int MOST = SIZE / 2;

  private static final int LONGEST = 256;

  private final byte[][] keys = new byte[SIZE][];
  private final @Nullable String[] names = new @Nullable String[SIZE];
  private int count;

  /** The text of valid UTF-8. */
  String of(byte[] bytes, int from, int to) {
    int hash = to - from;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ (hash >>> 12)) & (SIZE - 1);
    for (String name = names[slot]; name != null; name = names[slot]) {
      byte[] key = keys[slot];
      if (Arrays.equals(key, 0, key.length, bytes, from, to)) {
        return name;
      }
      slot = (slot + 1) & (SIZE - 1);
    }
    String fresh = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (count < MOST && to - from <= LONGEST) {
      count++;
      keys[slot] = Arrays.copyOfRange(bytes, from, to);
      names[slot] = fresh;
    }
    return fresh;
  }
}
