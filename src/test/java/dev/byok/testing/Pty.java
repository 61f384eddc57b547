package dev.byok.testing;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/** A pseudo-terminal: the test reads what the program shows, and types. */
public final class Pty implements AutoCloseable {
  private static final int ROWS = 24;
  private static final int COLUMNS = 80;

  private final Process process;
  private final Captured output;
  private final Screen screen;
  private final Path device;

  private Pty(Process process, Screen screen, Path device) {
    this.process = process;
    this.screen = screen;
    this.device = device;
    output = new Captured(new Watched(process.getInputStream(), screen));
  }

  /** Runs a shell command on a new terminal, in that byok's environment. */
  public static Pty start(Launcher byok, String line) throws IOException {
    Process process = byok.startCommand("script", "-q", "-c", line, "/dev/null");
    return new Pty(process, new Screen(ROWS, COLUMNS), Path.of("/dev/null"));
  }

  /** Runs a shell command on a new terminal of this size, in that byok's environment. */
  public static Pty start(Launcher byok, int rows, int columns, String line) throws IOException {
    String sized = "stty rows " + rows + " cols " + columns + "; " + line;
    Process process = byok.startCommand("script", "-q", "-c", sized, "/dev/null");
    return new Pty(process, new Screen(rows, columns), Path.of("/dev/null"));
  }

  /** Runs a shell command on a new terminal of this size, in its own folder. */
  public static Pty start(Path folder, Map<String, String> env, int rows, int columns, String line)
      throws IOException {
    Path device = folder.resolve("tty");
    String sized = "stty rows " + rows + " cols " + columns + "; tty >tty; " + line;
    ProcessBuilder builder =
        new ProcessBuilder("script", "-q", "-c", sized, "/dev/null").directory(folder.toFile());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/local/bin:/usr/bin:/bin");
    builder.environment().putAll(env);
    return new Pty(builder.start(), new Screen(rows, columns), device);
  }

  /** Waits until this was written, and returns all output so far, with control characters. */
  public String await(String text) throws InterruptedException {
    return output.await(text);
  }

  public Screen screen() {
    return screen;
  }

  /** Types this text. Ctrl-C is U+0003. */
  public void type(String text) throws IOException {
    OutputStream keyboard = process.getOutputStream();
    keyboard.write(text.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
  }

  /** Makes the window larger or smaller. */
  public void resize(int rows, int columns) throws Exception {
    screen.resize(rows, columns);
    String size = "rows " + rows + " cols " + columns;
    String name = Files.readString(device).strip();
    Process stty = new ProcessBuilder("sh", "-c", "stty -F " + name + " " + size).start();
    Assertions.assertEquals(0, stty.waitFor(), "stty");
  }

  /** Waits until the program has ended and its terminal is closed. */
  public void awaitEnd() throws InterruptedException {
    Assertions.assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the program has no end");
  }

  /** Closes the window. */
  @Override
  public void close() {
    process.destroyForcibly();
  }

  /** Shows what is read on the screen, even if a read ends inside a character. */
  private static final class Watched extends FilterInputStream {
    private final Screen screen;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPLACE);
    private final ByteBuffer left = ByteBuffer.allocate(16 * 1024);
    private final CharBuffer chars = CharBuffer.allocate(16 * 1024);

    Watched(InputStream in, Screen screen) {
      super(in);
      this.screen = screen;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      if (count > 0) {
        left.put(buffer, offset, count).flip();
        decoder.decode(left, chars.clear(), false);
        left.compact();
        screen.show(chars.flip().toString());
      }
      return count;
    }
  }
}
