package dev.byok.secrets;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** The pieces of long secrets that count as secrets themselves, all of one length. */
final class Pieces {
  /** Long enough to tell a part of a key from a chance match. */
  static final int LENGTH = 8;

  /** The factor of a piece's first character in its hash: 31 to the seventh, cut to 32 bits. */
  private static final int TOP = 1_742_810_335;

  private final Set<String> pieces = new HashSet<>();

  /** A cheap first check, by the low bits of {@link String#hashCode}. Most text fails it. */
  private final BitSet hashes = new BitSet(1 << 16);

  void addAll(String part) {
    for (int at = 0; at + LENGTH <= part.length(); at++) {
      String piece = part.substring(at, at + LENGTH);
      pieces.add(piece);
      hashes.set(piece.hashCode() & 0xffff);
    }
  }

  /** Returns the index of the next piece, or -1. The hash is a rolling one. */
  int next(String text, int from) {
    if (pieces.isEmpty() || from + LENGTH > text.length()) {
      return -1;
    }
    int hash = text.substring(from, from + LENGTH).hashCode();
    for (int at = from; ; at++) {
      if (hashes.get(hash & 0xffff) && pieces.contains(text.substring(at, at + LENGTH))) {
        return at;
      }
      if (at + LENGTH >= text.length()) {
        return -1;
      }
      hash = (hash - text.charAt(at) * TOP) * 31 + text.charAt(at + LENGTH);
    }
  }
}
