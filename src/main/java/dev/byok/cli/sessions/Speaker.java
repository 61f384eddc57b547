package dev.byok.cli.sessions;

import dev.byok.sessions.Turn;

/** The speaker of a turn. */
final class Speaker {
  private Speaker() {}

  /** {@code you}, or the model's reference. */
  static String of(Turn turn) {
    Turn.Origin origin = turn.origin();
    if (origin != null) {
      return origin.model();
    }
    return turn.isAnswer() ? "assistant" : "you";
  }

  /** Nothing for a complete answer, otherwise its status, such as {@code (interrupted)}. */
  static String howItEnded(Turn turn, String space) {
    Turn.Origin origin = turn.origin();
    return origin == null || origin.isWhole() ? "" : space + "(" + origin.status() + ")";
  }
}
