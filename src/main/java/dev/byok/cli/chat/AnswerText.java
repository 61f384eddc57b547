package dev.byok.cli.chat;

/** How an answer's text is written: as it is, made safe, or rendered. */
interface AnswerText {
  /** What is to be written for the next piece. */
  String next(String piece);

  /** What is still to be written at the end. */
  String end();
}
