package dev.byok.term;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Asks on the terminal itself, whatever standard input and output are, with the echo off. The echo
 * is set back also when Ctrl-C ends the process at the prompt; Ctrl-Z does nothing there.
 */
public final class HiddenPrompt {
  private static final int LONGEST = 64 * 1024;

  /** Whether there is a terminal to ask on. */
  @SuppressWarnings("SystemConsoleNull") // it is null in a runtime without that module
  public boolean isPossible() {
    try (InputStream _ = new FileInputStream(Stty.DEVICE)) {
      return true;
    } catch (IOException noTerminal) {
      return System.console() != null;
    }
  }

  /** Shows the question and reads one line unseen. */
  public Secret ask(String question) {
    try (InputStream in = new FileInputStream(Stty.DEVICE);
        OutputStream out = new FileOutputStream(Stty.DEVICE)) {
      return ask(question, in, out);
    } catch (IOException noDevice) {
      return askConsole(question);
    }
  }

  private static Secret ask(String question, InputStream in, OutputStream out) throws IOException {
    String before = Stty.run("-g");
    Thread restore = new Thread(() -> restore(before, out));
    Runtime.getRuntime().addShutdownHook(restore);
    try {
      // A shell sets the echo on while byok is stopped, and nobody would set it off again.
      Stty.run("-echo", "susp", "undef");
      out.write(question.getBytes(StandardCharsets.UTF_8));
      out.flush();
      return Secret.of(line(in));
    } finally {
      Stty.run(before);
      out.write('\n');
      Runtime.getRuntime().removeShutdownHook(restore);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      if (line.size() == LONGEST) {
        throw new IOException("the line is longer than " + LONGEST + " bytes");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.UTF_8);
  }

  @SuppressWarnings("SystemConsoleNull") // it is null in a runtime without that module
  private static Secret askConsole(String question) {
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", question);
    if (typed == null) {
      throw Failure.of(Kind.USAGE, "there is no terminal to ask on")
          .hint("give the value on standard input, or name a variable with --from-env");
    }
    return Secret.of(new String(typed));
  }

  private static void restore(String before, OutputStream out) {
    try {
      Stty.run(before);
      out.write('\n');
    } catch (IOException gone) {
      // The terminal is gone, and its echo with it.
      return;
    }
  }
}
