package dev.byok.client;

import dev.byok.conversation.Delta;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Puts characters together that a provider cut in two. It counts in UTF-16 and ends a piece behind
 * the first half of a pair; written out each by itself, both halves are lost.
 */
final class CutCharacters {
  private @Nullable Delta half;

  /** Adds a piece, with the half that was held before it and without one at its own end. */
  void add(Delta delta, Deque<Delta> to) {
    String text = text(delta);
    if (text == null) {
      to.add(delta);
      return;
    }
    boolean reasoning = delta instanceof Delta.Reasoning;
    Delta whole = delta;
    if (half != null) {
      if (reasoning == half instanceof Delta.Reasoning) {
        text = text(half) + text;
        whole = piece(text, reasoning);
        half = null;
      } else {
        end(to);
      }
    }
    int last = text.length() - 1;
    if (last < 0 || !Character.isHighSurrogate(text.charAt(last))) {
      to.add(whole);
      return;
    }
    half = piece(text.substring(last), reasoning);
    if (last > 0) {
      to.add(piece(text.substring(0, last), reasoning));
    }
  }

  /** No more comes: the half stays one. */
  void end(Deque<Delta> to) {
    if (half != null) {
      to.add(half);
      half = null;
    }
  }

  private static @Nullable String text(Delta delta) {
    if (delta instanceof Delta.Text piece) {
      return piece.text();
    }
    return delta instanceof Delta.Reasoning piece ? piece.text() : null;
  }

  private static Delta piece(String text, boolean reasoning) {
    return reasoning ? new Delta.Reasoning(text) : new Delta.Text(text);
  }
}
