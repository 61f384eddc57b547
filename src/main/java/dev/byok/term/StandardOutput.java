package dev.byok.term;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Standard output: the answer alone, always UTF-8. A write that fails is never passed over: a
 * reader that went away ends the command silently, anything else is a failure of its own.
 */
public final class StandardOutput {
  private final OutputStream out;

  public StandardOutput(OutputStream out) {
    this.out = out;
  }

  /** Writes the text and sees it off. */
  public void write(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException failed) {
      throw failure(failed);
    }
  }

  public void line(String text) {
    write(text + "\n");
  }

  private static Failure failure(IOException failed) {
    String why = String.valueOf(failed.getMessage()).toLowerCase(Locale.ROOT);
    boolean readerGone =
        why.contains("broken pipe")
            || why.contains("connection reset")
            || why.contains("pipe is being closed");
    return readerGone
        ? Failure.of(Kind.CLOSED_PIPE, "the reader of standard output went away").causedBy(failed)
        : Failure.of(Kind.FILE, "standard output cannot be written: " + Causes.of(failed))
            .hint("the answer is lost from there on; check the disk or the redirection")
            .causedBy(failed);
  }
}
