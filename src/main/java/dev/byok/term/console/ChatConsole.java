package dev.byok.term.console;

import org.jspecify.annotations.Nullable;

/** Where a conversation is typed and read: a terminal with an editor, or plain streams. */
public interface ChatConsole extends AutoCloseable {
  /** Whether a person types, who wants a prompt and may be asked. */
  boolean isInteractive();

  /** Whether it draws the screen, so that nothing may be written there but through it. */
  boolean isDrawn();

  /** Whether answers may be drawn: colors, rendered markdown, columns. */
  boolean isStyled();

  /** Columns of the screen as it is now. */
  int width();

  /** Lines of the screen as it is now. */
  int height();

  /**
   * Reads one message, which may have several lines.
   *
   * @param prompt what stands before it, with byok's own styles alone
   * @param begun what the message begins with, to be changed by whoever types
   * @return null at the end of the input
   */
  @Nullable String read(String prompt, String begun);

  /**
   * A question that is answered with one line, such as which way to go on; null at the end of the
   * input or on Ctrl-C.
   */
  @Nullable String ask(String question);

  /**
   * Adds to an answer: text made safe already, with byok's own styles. Cut into pieces anywhere.
   */
  void write(String text);

  /** A line that is no answer: a status, a notice, a failure. Made safe already. */
  void note(String line);

  /**
   * Shows that an answer is on its way until the first {@link #write}, and meanwhile keeps what is
   * typed for the next message, visibly.
   *
   * @param waiting what is waited for, in words
   * @param interrupt what Ctrl-C does, on a thread of its own
   */
  Answering answering(String waiting, Runnable interrupt);

  /** An answer on its way, until closed. */
  interface Answering extends AutoCloseable {
    @Override
    void close();
  }

  /** Leaves screen and keyboard to whoever asks something, until closed. */
  Lent lend();

  /** Leaves screen, keyboard and Ctrl-C to another program, such as an editor, until closed. */
  Lent lendToProgram();

  /** Screen and keyboard in other hands. */
  interface Lent extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close();
}
