package dev.byok.term;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import dev.byok.json.Json;
import dev.byok.text.SafeJson;
import dev.byok.text.SafeText;
import dev.byok.text.WholePairs;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Standard output: the answer alone, always UTF-8. A write that fails is never passed over: a
 * reader that went away ends the command silently, anything else is a failure of its own.
 *
 * <p>A pipe gets what is written, byte for byte. On a terminal nothing of unknown origin may steer
 * it, and each way out sees to that: text is made safe as {@link SafeText} does, JSON keeps its
 * values and has escapes instead. Only {@link #drawn} passes byok's own control sequences, and a
 * test holds the list of those who may call it.
 */
public final class StandardOutput {
  private final OutputStream out;
  private final boolean terminal;

  /**
   * @param terminal whether somebody sees it
   */
  public StandardOutput(OutputStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Writes a text that is complete, byok's own or anybody's, and sees it off. */
  public void write(String text) {
    send(terminal ? SafeText.of(text) : text);
  }

  /** A text that is complete, as a line. */
  public void line(String text) {
    write(text + "\n");
  }

  /** A value as JSON on a line. */
  public void json(@Nullable Object value) {
    jsonText(Json.write(value) + "\n");
  }

  /** JSON as it was written already, or a part of it that ends between two values. */
  public void jsonText(String json) {
    send(SafeJson.of(json, terminal));
  }

  /**
   * Text with control sequences of byok's own making, such as colors. Whatever else is in it was
   * made safe by who calls.
   */
  public void drawn(String text) {
    send(text);
  }

  /** A text that comes in pieces, cut anywhere. */
  public Pieces pieces() {
    return new Pieces();
  }

  /** A text that comes in pieces; what only the next piece can tell about waits for it. */
  public final class Pieces {
    private final @Nullable SafeText safe = terminal ? new SafeText() : null;
    private final WholePairs exact = new WholePairs();

    private Pieces() {}

    /** The next piece. */
    public void next(String text) {
      emit(safe == null ? exact.next(text) : safe.next(text));
    }

    /** The text is over. */
    public void end() {
      emit(safe == null ? exact.end() : safe.end());
    }

    private void emit(String text) {
      if (!text.isEmpty()) {
        send(text);
      }
    }
  }

  private void send(String text) {
    try {
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    } catch (IOException failed) {
      throw failure(failed);
    }
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
            .reason(Failure.Reason.NO_OUTPUT)
            .hint("the answer is lost from there on; check the disk or the redirection")
            .causedBy(failed);
  }
}
