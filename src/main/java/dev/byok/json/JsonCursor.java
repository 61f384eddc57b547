package dev.byok.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a long JSON text value by value, so that it is never in memory as a whole. The cursor is
 * always at a value, which can be read, entered or skipped.
 */
public final class JsonCursor implements AutoCloseable {
  private final CountingParser parser;
  private JsonToken current;

  /** Whether the current value was read or entered, or is the end of one. */
  private boolean consumed;

  /** Starts at the first value of the stream, which closing the cursor leaves open. */
  public JsonCursor(InputStream in) throws IOException, JsonSyntaxException {
    this(context -> Json.FACTORY.createParser(context, in));
  }

  public JsonCursor(Reader in) throws IOException, JsonSyntaxException {
    this(context -> Json.FACTORY.createParser(context, in));
  }

  /**
   * Starts at the first value of a text that must be UTF-8, in which {@link #from} and {@link
   * #after} tell where values are. It may be nested deeper than what byok itself reads, since
   * values that are skipped take no memory.
   */
  public JsonCursor(byte[] utf8) throws IOException, JsonSyntaxException {
    this(opening(Utf8.checked(utf8)));
  }

  private JsonCursor(Function<ObjectReadContext, JsonParser> opening)
      throws IOException, JsonSyntaxException {
    try {
      parser = new CountingParser(opening.apply(ObjectReadContext.empty()));
      JsonToken first = parser.nextToken();
      if (first == null) {
        throw new JsonSyntaxException("no JSON value", 1, 1);
      }
      current = first;
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  private static Function<ObjectReadContext, JsonParser> opening(byte[] utf8) {
    return context -> Deep.FACTORY.createParser(context, utf8);
  }

  /** Made only for texts of other programs. */
  private static final class Deep {
    static final JsonFactory FACTORY =
        Json.FACTORY
            .rebuild()
            .streamReadConstraints(
                Json.FACTORY.streamReadConstraints().rebuild().maxNestingDepth(1_000).build())
            .build();
  }

  /** Reads a value in some form. */
  public interface Form<T> {
    @Nullable T read(JsonParser parser) throws JsonSyntaxException;
  }

  public boolean isObject() {
    return current == JsonToken.START_OBJECT;
  }

  public boolean isArray() {
    return current == JsonToken.START_ARRAY;
  }

  /** Enters the object or array. {@link #next} then moves through its values. */
  public void enter() {
    if (!isObject() && !isArray()) {
      throw new IllegalStateException("only objects and arrays can be entered");
    }
    consumed = true;
  }

  /** Moves to the next value of what was entered last. Returns false at its end, and leaves it. */
  public boolean next() throws IOException, JsonSyntaxException {
    try {
      if (!consumed) {
        parser.skipChildren();
      }
      JsonToken token = parser.nextToken();
      if (token == JsonToken.PROPERTY_NAME) {
        token = parser.nextToken();
      }
      if (token == null) {
        throw new JsonSyntaxException("the text is over", 1, 1);
      }
      current = token;
      consumed = token == JsonToken.END_OBJECT || token == JsonToken.END_ARRAY;
      return !consumed;
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  /** Returns the name of the current field; empty in an array. */
  public String name() {
    String name = parser.currentName();
    return name == null ? "" : name;
  }

  /**
   * Reads the current value.
   *
   * @param most how many values it may consist of; a larger one is skipped and null is returned
   */
  public @Nullable Object value(int most) throws IOException, JsonSyntaxException {
    return value(most, Json::value);
  }

  public <T> @Nullable T value(int most, Form<T> form) throws IOException, JsonSyntaxException {
    try {
      consumed = true;
      return parser.within(most, form);
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  /** Whether the current value is null. */
  public boolean isNull() {
    return current == JsonToken.VALUE_NULL;
  }

  /** Returns the offset of the current value's first byte, before it is read or entered. */
  public int from() {
    return (int) parser.currentTokenLocation().getByteOffset();
  }

  /** Returns the offset after the last byte of the current value, which this reads or skips. */
  public int after() throws IOException, JsonSyntaxException {
    try {
      if (!consumed) {
        parser.skipChildren();
        consumed = true;
      }
      parser.finishToken();
      return (int) parser.currentLocation().getByteOffset();
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  /** Returns the exception for a text that is JSON, but not as expected at the current value. */
  public JsonSyntaxException unexpected(String what) {
    TokenStreamLocation where = parser.currentTokenLocation();
    return new JsonSyntaxException(what, where.getLineNr(), where.getColumnNr());
  }

  /** Reads to the end of the text. Anything but the end is an error. */
  public void end() throws IOException, JsonSyntaxException {
    try {
      if (!consumed) {
        parser.skipChildren();
      }
      if (parser.nextToken() != null) {
        throw new JsonSyntaxException("more text after the JSON value", 1, 1);
      }
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  @Override
  public void close() {
    parser.close();
  }

  /** Distinguishes a stream that broke from a text that is not JSON. */
  private static JsonSyntaxException broken(JacksonException malformed) throws IOException {
    if (malformed instanceof JacksonIOException && malformed.getCause() instanceof IOException io) {
      throw io;
    }
    return Json.syntax(malformed);
  }
}
