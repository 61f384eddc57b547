package dev.byok.serve.body;

import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request's body: one JSON object in UTF-8, in which no top-level name comes twice. Of it byok
 * reads what decides where the request goes and what it may cost, and can change two things. All
 * other bytes stay as they are.
 */
public final class JsonBody {
  private final byte[] bytes;
  private final BodyReader read;

  private JsonBody(byte[] bytes, BodyReader read) {
    this.bytes = bytes;
    this.read = read;
  }

  /**
   * Reads a body.
   *
   * @param bytes not copied; must not be changed afterwards
   * @throws JsonSyntaxException if it is not such an object; the message says where, and quotes
   *     nothing but names that byok knows
   */
  public static JsonBody of(byte[] bytes) throws JsonSyntaxException {
    BodyReader read = new BodyReader();
    try (JsonCursor cursor = new JsonCursor(bytes)) {
      read.object(cursor);
      cursor.end();
    } catch (IOException impossible) {
      throw new IllegalStateException("bytes in memory cannot be read", impossible);
    }
    return new JsonBody(bytes, read);
  }

  /** The model, or null if there is none or it is not a text. */
  public @Nullable String model() {
    return read.model();
  }

  /** Whether a stream is asked for. */
  public boolean streams() {
    return read.streams();
  }

  /** The largest limit for the answer's tokens, or null if there is none. */
  public @Nullable Long mostTokens() {
    return read.mostTokens();
  }

  /** Whether the model is asked to think. */
  public boolean asksEffort() {
    return read.asksEffort();
  }

  /** Whether the stream is asked to tell its usage, so that the program expects it. */
  public boolean asksUsage() {
    return read.asksUsage();
  }

  /** The fields that may lead a request to other models than the one it names, or beyond it. */
  public List<String> rerouting() {
    return List.copyOf(read.rerouting());
  }

  public byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the body with another model, and with a stream that tells its usage.
   *
   * @param model null to leave the model as it is; it can be replaced only if there is one
   * @param usage whether the stream is to tell its usage, if it does not yet
   */
  public byte[] edited(@Nullable String model, boolean usage) {
    Edits edits = new Edits(bytes);
    if (model != null) {
      edits.replace(read.modelAt(), model);
    }
    if (usage && !read.asksUsage()) {
      read.askUsage(edits);
    }
    return edits.made();
  }
}
