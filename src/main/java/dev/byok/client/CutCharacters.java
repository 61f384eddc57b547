package dev.byok.client;

import dev.byok.conversation.Delta;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Joins characters that a provider cut in two. It counts in UTF-16 and may end a piece after the
 * first half of a surrogate pair. Written separately, both halves would be lost.
 */
final class CutCharacters {
  private @Nullable Delta half;

  /** Adds a piece together with the half that was held before it. Holds back a half at its end. */
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

  /** Adds the half that is still held, since no more comes. */
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
