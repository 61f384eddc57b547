package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/**
 * Pairs runs of {@code *}, {@code _} and {@code ~~} as CommonMark does, with two exceptions that
 * suit what models write: {@code **} also closes between a full stop and a letter, and a single
 * star between two letters or digits is a star.
 */
final class Emphasis {
  /** More than this stay literal, so that finding a partner takes bounded time. */
  private static final int MOST_OPEN = 32;

  private static final int LONGEST_RUN = 64;

  private final HeldText held;
  private final List<Run> open = new ArrayList<>();

  private static final class Run {
    final int sign;
    final int start;
    final int length;
    final boolean closesToo;
    int left;

    Run(int sign, int start, int length, boolean closesToo) {
      this.sign = sign;
      this.start = start;
      this.length = length;
      this.closesToo = closesToo;
      this.left = length;
    }
  }

  Emphasis(HeldText held) {
    this.held = held;
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  void clear() {
    open.clear();
  }

  /** Drops what was opened after a position, because a link ends there. */
  void clearAfter(int position) {
    while (!open.isEmpty() && open.getLast().start >= position) {
      open.removeLast();
    }
  }

  /**
   * @param before the character before the run, a space at the start
   * @param after the character after the run, a space at the end
   */
  void run(int sign, int length, int before, int after, int style) {
    int start = held.length();
    for (int i = 0; i < length; i++) {
      held.append(sign, style);
    }
    if (length > LONGEST_RUN || (sign == '~' && length != 2)) {
      return;
    }
    boolean opens = binds(sign, length, after, before);
    boolean closes = binds(sign, length, before, after);
    int left = closes ? close(sign, start, length, opens) : length;
    if (left > 0 && opens && open.size() < MOST_OPEN) {
      Run run = new Run(sign, start + length - left, left, closes);
      open.add(run);
    }
  }

  private int close(int sign, int start, int length, boolean opensToo) {
    int left = length;
    for (int i = open.size() - 1; i >= 0 && left > 0; i--) {
      Run opener = open.get(i);
      if (opener.sign != sign || !mayPair(opener, length, opensToo)) {
        continue;
      }
      while (left > 0 && opener.left > 0) {
        int used = Math.min(Math.min(left, opener.left), 2);
        int from = opener.start + opener.left;
        int to = start + length - left;
        held.addStyle(from, to, style(sign, used));
        held.hide(from - used, used);
        held.hide(to, used);
        opener.left -= used;
        left -= used;
      }
      clearAfter(opener.left > 0 ? opener.start + 1 : opener.start);
    }
    return left;
  }

  /** CommonMark's rule of three, by which {@code *a**b*} is one emphasis. */
  private static boolean mayPair(Run opener, int length, boolean opensToo) {
    return !(opener.closesToo || opensToo)
        || (opener.length + length) % 3 != 0
        || (opener.length % 3 == 0 && length % 3 == 0);
  }

  private static int style(int sign, int used) {
    if (sign == '~') {
      return Style.STRIKE;
    }
    return used == 2 ? Style.BOLD : Style.ITALIC;
  }

  /**
   * Whether a run can open, or close.
   *
   * @param inner the character next to it inside the emphasis
   * @param outer the one on its other side
   */
  private static boolean binds(int sign, int length, int inner, int outer) {
    if (Characters.isBlank(inner)) {
      return false;
    }
    if (sign == '_') {
      return !Character.isLetterOrDigit(outer);
    }
    return length > 1 || !betweenLetters(inner, outer);
  }

  private static boolean betweenLetters(int one, int other) {
    return Character.isLetterOrDigit(one) && Character.isLetterOrDigit(other);
  }
}
