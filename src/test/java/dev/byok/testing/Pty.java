package dev.byok.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A terminal with nobody at it: what the program shows is read, and typing is done by the test. */
public final class Pty implements AutoCloseable {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

  private final Process process;
  private final StringBuffer screen = new StringBuffer();

  private Pty(Process process) {
    this.process = process;
    Thread.startVirtualThread(this::read);
  }

  /** Runs a line of the shell on a terminal of its own, with that byok's environment. */
  public static Pty start(Launcher byok, String line) throws IOException {
    return new Pty(byok.startCommand("script", "-q", "-c", line, "/dev/null"));
  }

  /** Waits until this is shown, and gives all that was shown so far. */
  public String await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (screen.indexOf(text) < 0) {
      if (System.nanoTime() > end) {
        Assertions.fail("\"" + text + "\" was not shown, but: " + screen);
      }
      TimeUnit.MILLISECONDS.sleep(10);
    }
    return screen.toString();
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

  private void read() {
    byte[] buffer = new byte[8192];
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    try (InputStream in = process.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        all.write(buffer, 0, count);
        synchronized (screen) {
          screen.replace(0, screen.length(), all.toString(StandardCharsets.UTF_8));
        }
      }
    } catch (IOException closed) {
      // The terminal is gone.
    }
  }
}
