package dev.byok.cli.compare;

/**
 * Puts answers that come at the same time into one output. Each method returns what to write now. A
 * place is a position in the order asked, from 0.
 */
public interface Layout {
  /** An answer is about to be asked for. */
  String begin(int place);

  /** More of an answer's text has come. */
  String text(int place, String text);

  /** An answer is over, complete or failed; nothing more comes of it. */
  String end(Result result);

  /** All answers are over. */
  String close();
}
