package dev.byok.term.console;

import org.jspecify.annotations.Nullable;

/** The console of a chat: a terminal with an editor, or plain streams. */
public interface ChatConsole extends AutoCloseable {
  /** Whether a person types, who needs a prompt and can be asked. */
  boolean isInteractive();

  /** Whether it draws the screen. Then nothing else may write there. */
  boolean isDrawn();

  /** Whether answers may be drawn: colors, rendered markdown, columns. */
  boolean isStyled();

  /** Returns the current width in columns. */
  int width();

  /** Returns the current height in lines. */
  int height();

  /**
   * Reads one message, which may have several lines.
   *
   * @param prompt the text before it, with no styles but byok's own
   * @param begun the start of the message, which the user may change
   * @return null at the end of the input
   */
  @Nullable String read(String prompt, String begun);

  /**
   * Asks for one line, such as how to continue. Returns null at the end of the input or on Ctrl-C.
   */
  @Nullable String ask(String question);

  /** Adds safe text to an answer; it may have byok's own styles and be cut anywhere. */
  void write(String text);

  /** Prints a line that is not an answer: a status, a notice or a failure. It is already safe. */
  void note(String line);

  /**
   * Shows until the first {@link #write} that an answer is on its way. What the user types
   * meanwhile stays visible and is kept for the next message.
   *
   * @param waiting what byok waits for, in words
   * @param interrupt what Ctrl-C does, on a separate thread
   */
  Answering answering(String waiting, Runnable interrupt);

  /** An answer on its way, until it is closed. */
  interface Answering extends AutoCloseable {
    @Override
    void close();
  }

  /** Lends screen and keyboard to other code that asks something, until closed. */
  Lent lend();

  /** Lends screen, keyboard and Ctrl-C to another program, such as an editor, until closed. */
  Lent lendToProgram();

  /** Screen and keyboard while they are lent. */
  interface Lent extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  void close();
}
