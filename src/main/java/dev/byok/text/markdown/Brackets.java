package dev.byok.text.markdown;

import java.util.ArrayList;
import java.util.List;

/** The open brackets that may turn out to enclose a link's text. */
final class Brackets {
  /** More than this stay literal, so that little text is held. */
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

  /** Notes a bracket that will be held next. */
  void open(int length) {
    if (open.size() < MOST_OPEN) {
      open.add(new Bracket(held.length(), length));
    }
  }

  /** Drops the innermost bracket, which does not begin a link. */
  void giveUp() {
    open.removeLast();
  }

  void clear() {
    open.clear();
  }

  /** Makes a link of the innermost bracket: its text, followed by its address. */
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
