package dev.byok.cli.chat;

/** The form of an answer's text: unchanged, made safe, or rendered. */
interface AnswerText {
  /** Returns what to write for the next piece. */
  String next(String piece);

  /** Returns what is left to write at the end. */
  String end();
}
