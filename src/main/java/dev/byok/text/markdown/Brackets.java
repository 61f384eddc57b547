package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/** Brackets that may turn out to be around the text of a link. */
final class Brackets {
  /** More at once stay literal, so that little is held. */
  private static final int MOST_OPEN = 32;

  private final HeldText held;
  private final Emphasis emphasis;
  private final int style;
  private final List<Bracket> open = new ArrayList<>();

  private record Bracket(int start, int length) {}

  Brackets(HeldText held, Emphasis emphasis, int style) {
    this.held = held;
    this.emphasis = emphasis;
    this.style = style;
  }

  boolean isOpen() {
    return !open.isEmpty();
  }

  /** Notes a bracket that is held next. */
  void open(int length) {
    if (open.size() < MOST_OPEN) {
      open.add(new Bracket(held.length(), length));
    }
  }

  /** The innermost bracket is none of a link. */
  void giveUp() {
    open.removeLast();
  }

  void clear() {
    open.clear();
  }

  /** The innermost bracket is that of a link: its text, and behind it where it leads. */
  void link(String address) {
    Bracket bracket = open.removeLast();
    int from = bracket.start() + bracket.length();
    String label = held.visible(from, held.length());
    emphasis.clearAfter(bracket.start());
    held.hide(bracket.start(), bracket.length());
    held.addStyle(from, held.length(), Style.UNDERLINE);
    if (!address.equals(label)) {
      held.append(label.isEmpty() ? "(" : " (", style);
      held.append(address, style | Style.UNDERLINE);
      held.append(')', style);
    }
  }
}
