package dev.byok.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A terminal with nobody at it: what the program shows is read, and typing is done by the test. */
public final class Pty implements AutoCloseable {
  private final Process process;
  private final Captured screen;

  private Pty(Process process) {
    this.process = process;
    screen = new Captured(process.getInputStream());
  }

  /** Runs a line of the shell on a terminal of its own, with that byok's environment. */
  public static Pty start(Launcher byok, String line) throws IOException {
    return new Pty(byok.startCommand("script", "-q", "-c", line, "/dev/null"));
  }

  /** Waits until this is shown, and gives all that was shown so far. */
  public String await(String text) throws InterruptedException {
    return screen.await(text);
  }

  /** Types this; Ctrl-C is U+0003. */
  public void type(String text) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
