package dev.byok.cli.compare;

/**
 * Puts answers that come at the same time into one output. Each method gives what is to be written
 * now; places are those of the order asked, from 0.
 */
public interface Layout {
  /** This one is about to be asked. */
  String begin(int place);

  /** More of its answer. */
  String text(int place, String text);

  /** It is over, good or bad; nothing more comes of it. */
  String end(Result result);

  /** All are over. */
  String close();
}
