package dev.byok.term.prompts;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.process.AtExit;
import dev.byok.secrets.Secret;
import dev.byok.term.Stty;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Asks on the terminal itself, with the echo off, whatever standard input and output are. The
 * terminal's line editing is off too, so a key of any length arrives whole. A paste is read
 * completely before the echo is back, so nothing of it is left for the shell. The settings are
 * restored even if Ctrl-C ends the process at the prompt. Ctrl-Z does nothing there.
 */
public final class HiddenPrompt {
  private static final String MARK_PASTES = "\u001b[?2004h";
  private static final String MARK_NO_PASTES = "\u001b[?2004l";

  private final boolean marksPastes;

  /**
   * @param dumb whether the terminal does not understand escape sequences
   */
  public HiddenPrompt(boolean dumb) {
    this.marksPastes = !dumb;
  }

  /** Whether there is a terminal to ask on. */
  @SuppressWarnings("SystemConsoleNull") // null in a runtime without that module
  public boolean isPossible() {
    try (InputStream _ = new FileInputStream(Stty.DEVICE)) {
      return true;
    } catch (IOException noTerminal) {
      return System.console() != null;
    }
  }

  /** Shows the question and reads one hidden line. */
  public Secret ask(String question) {
    return ask(question, false);
  }

  /**
   * Shows the question and reads hidden input.
   *
   * @param jsonAllowed whether a JSON object of several lines is accepted
   * @throws Failure of kind USAGE for several lines where one was expected
   */
  public Secret ask(String question, boolean jsonAllowed) {
    try (InputStream in = new FileInputStream(Stty.DEVICE);
        OutputStream out = new FileOutputStream(Stty.DEVICE)) {
      return ask(question, new HiddenLine(jsonAllowed), new RawInput(in), out);
    } catch (IOException noDevice) {
      return askConsole(question);
    }
  }

  private Secret ask(String question, HiddenLine line, RawInput in, OutputStream out)
      throws IOException {
    String before = Stty.run("-g");
    try (var _ = AtExit.add("restore-terminal", () -> restoreAtEnd(in, before, out))) {
      try {
        // No Ctrl-Z: a shell turns the echo on while byok is stopped, and nothing would turn it off
        // again.
        Stty.run(
            "-echo", "-icanon", "-icrnl", "min", "0", "time", "1", "susp", "undef", "quit",
            "undef");
        out.write(((marksPastes ? MARK_PASTES : "") + question).getBytes(StandardCharsets.UTF_8));
        out.flush();
        in.read(line);
      } finally {
        restore(before, out);
      }
    }
    if (AtExit.isEnding()) {
      line.clear();
      throw Failure.of(Kind.INTERRUPTED, "interrupted");
    }
    return checked(line);
  }

  private static Secret checked(HiddenLine line) {
    try {
      if (line.isInterrupted()) {
        throw Failure.of(Kind.INTERRUPTED, "interrupted");
      }
      if (line.isTooLong()) {
        throw Failure.of(Kind.USAGE, "what was typed is longer than 64 KiB")
            .hint("type or paste the one line that was asked for");
      }
      if (line.hasSeveralLines()) {
        throw Failure.of(Kind.USAGE, "several lines were pasted where one was asked for")
            .detail("all of them were discarded")
            .hint("copy the one line again, without the lines around it");
      }
      return Secret.of(line.text());
    } finally {
      line.clear();
    }
  }

  @SuppressWarnings("SystemConsoleNull") // null in a runtime without that module
  private static Secret askConsole(String question) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", question);
    if (typed == null) {
      throw Failure.of(Kind.USAGE, "there is no terminal to ask on")
          .hint("give the value on standard input, or name a variable with --from-env");
    }
    return Secret.of(new String(typed));
  }

  private void restore(String before, OutputStream out) throws IOException {
    Stty.run(before);
    out.write(((marksPastes ? MARK_NO_PASTES : "") + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Restores the terminal when Ctrl-C ends the process. First reads the rest of a paste, which the
   * shell must not get either.
   */
  private void restoreAtEnd(RawInput in, String before, OutputStream out) {
    try {
      HiddenLine rest = new HiddenLine(false);
      rest.feed(new byte[] {'\n'}, 1);
      in.read(rest);
      restore(before, out);
    } catch (IOException gone) {
      // The terminal is gone, and its echo with it.
      return;
    }
  }
}
