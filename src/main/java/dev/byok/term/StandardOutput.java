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
 * Prints to standard output: only the answer, always in UTF-8. A failed write is never ignored. If
 * the reader has gone away, the command ends silently; any other error is reported as a failure.
 *
 * <p>A pipe gets exactly what is written, byte for byte. On a terminal, text of unknown origin must
 * not send control sequences, and every method here takes care of that: text is made safe by {@link
 * SafeText}, and JSON keeps its values but uses escapes. Only {@link #drawn} passes byok's own
 * control sequences; a test has the list of its callers.
 */
public final class StandardOutput {
  private final OutputStream out;
  private final boolean terminal;

  /**
   * @param terminal whether the output goes to a terminal
   */
  public StandardOutput(OutputStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Writes a complete text of any origin, and flushes it. */
  public void write(String text) {
    send(terminal ? SafeText.of(text) : text);
  }

  /** Writes a complete text as a line. */
  public void line(String text) {
    write(text + "\n");
  }

  /** Writes a value as JSON on a line. */
  public void json(@Nullable Object value) {
    jsonText(Json.write(value) + "\n");
  }

  /** Writes JSON text, or a part of it that ends between two values. */
  public void jsonText(String json) {
    send(SafeJson.of(json, terminal));
  }

  /**
   * Writes text with byok's own control sequences, such as colors. The caller has made everything
   * else in it safe.
   */
  public void drawn(String text) {
    send(text);
  }

  /** Returns a writer for a text that comes in pieces, cut anywhere. */
  public Pieces pieces() {
    return new Pieces();
  }

  /** Writes a text in pieces. An end that depends on the next piece waits for it. */
  public final class Pieces {
    private final @Nullable SafeText safe = terminal ? new SafeText() : null;
    private final WholePairs exact = new WholePairs();

    private Pieces() {}

    /** Writes the next piece. */
    public void next(String text) {
      emit(safe == null ? exact.next(text) : safe.next(text));
    }

    /** Ends the text. */
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
