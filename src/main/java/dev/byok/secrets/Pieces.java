package dev.byok.secrets;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Set;

/** The parts of long secrets that are secrets themselves, all of one length. */
final class Pieces {
  /** Enough to tell a part of a key from a word by chance. */
  static final int LENGTH = 8;

  /** What the first character of a piece counts in its hash: 31 to the seventh, cut to 32 bits. */
  private static final int TOP = 1_742_810_335;

  private final Set<String> pieces = new HashSet<>();

  /** A cheap first look, by the low bits of {@link String#hashCode}: most of a text ends here. */
  private final BitSet hashes = new BitSet(1 << 16);

  void addAll(String part) {
    for (int at = 0; at + LENGTH <= part.length(); at++) {
      String piece = part.substring(at, at + LENGTH);
      pieces.add(piece);
      hashes.set(piece.hashCode() & 0xffff);
    }
  }

  /** Where in the text the next piece begins, -1 for nowhere. The hash rolls along. */
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
