package dev.byok.secrets;

import java.util.function.Consumer;

/**
 * The readings of a text that may show a secret hidden in it. Their number is limited, and each is
 * made in one pass and no longer than the text.
 */
final class Views {
  /** How many times over something may be escaped. */
  private static final int ROUNDS = 4;

  private final Consumer<View> close;
  private final Consumer<View> far;

  private Views(Consumer<View> close, Consumer<View> far) {
    this.close = close;
    this.far = far;
  }

  /**
   * Reads the text in all ways, one after another.
   *
   * @param close takes the text, and the text with its escapes resolved
   * @param far takes readings in which a few characters may match by chance
   */
  static void each(CharSequence text, Consumer<View> close, Consumer<View> far) {
    Views views = new Views(close, far);
    View plain = View.of(text);
    close.accept(plain);
    views.addFar(plain);
    views.unescape(plain, false);
    views.unescape(plain, true);
  }

  private void unescape(View plain, boolean quotedPrintable) {
    View last = plain;
    for (int round = 0; round < ROUNDS; round++) {
      View next = Unescaped.once(last, quotedPrintable);
      // An escape is longer than what it stands for: nothing was escaped.
      if (next.length() == last.length()) {
        return;
      }
      close.accept(next);
      if (!quotedPrintable) {
        addFar(next);
      }
      last = next;
    }
  }

  private void addFar(View view) {
    far.accept(Numerals.hex(view, 0));
    far.accept(Numerals.hex(view, 1));
    far.accept(Numerals.single(view, 10));
    far.accept(Numerals.single(view, 8));
    View joined = joined(view);
    far.accept(joined);
    far.accept(joined.reversed());
  }

  /** Removes spaces and line breaks: long words are wrapped, and keys are shown in groups. */
  private static View joined(View view) {
    View.Builder joined = new View.Builder(view);
    for (int i = 0; i < view.length(); i++) {
      char c = view.charAt(i);
      if (!Character.isWhitespace(c) && !Character.isSpaceChar(c) && !Invisible.is(c)) {
        joined.add(c, i, i + 1);
      }
    }
    return joined.view();
  }
}
