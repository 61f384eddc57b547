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
import tools.jackson.core.exc.JacksonIOException;

/**
 * A long JSON text, read value by value, so that the whole of it is never in memory. It stands on a
 * value: that is read, entered or passed over.
 */
public final class JsonCursor implements AutoCloseable {
  private final CountingParser parser;
  private JsonToken current;

  /** Whether the value that the cursor stands on was read, or entered and left. */
  private boolean consumed;

  /** A cursor on the first value of the stream; closing it leaves the stream open. */
  public JsonCursor(InputStream in) throws IOException, JsonSyntaxException {
    this(context -> Json.FACTORY.createParser(context, in));
  }

  /** The same for a text. */
  public JsonCursor(Reader in) throws IOException, JsonSyntaxException {
    this(context -> Json.FACTORY.createParser(context, in));
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

  /** What a value is read as. */
  public interface Form<T> {
    @Nullable T read(JsonParser parser) throws JsonSyntaxException;
  }

  public boolean isObject() {
    return current == JsonToken.START_OBJECT;
  }

  public boolean isArray() {
    return current == JsonToken.START_ARRAY;
  }

  /** Goes into the object or array: {@link #next} then leads from one of its values to another. */
  public void enter() {
    if (!isObject() && !isArray()) {
      throw new IllegalStateException("only objects and arrays can be entered");
    }
    consumed = true;
  }

  /** To the next value of what was entered last; false at its end, which leaves it. */
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

  /** The name of the field that the cursor stands on; empty in an array. */
  public String name() {
    String name = parser.currentName();
    return name == null ? "" : name;
  }

  /**
   * Reads the value that the cursor stands on.
   *
   * @param most how many values it may be made of; a larger one is passed over and null is returned
   */
  public @Nullable Object value(int most) throws IOException, JsonSyntaxException {
    return value(most, Json::value);
  }

  /** The same in another form. */
  public <T> @Nullable T value(int most, Form<T> form) throws IOException, JsonSyntaxException {
    try {
      consumed = true;
      return parser.within(most, form);
    } catch (JacksonException malformed) {
      throw broken(malformed);
    }
  }

  /** Reads up to the end of the text, where nothing else may stand. */
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

  /** A stream that broke and a text that is no JSON are different failures. */
  private static JsonSyntaxException broken(JacksonException malformed) throws IOException {
    if (malformed instanceof JacksonIOException && malformed.getCause() instanceof IOException io) {
      throw io;
    }
    return Json.syntax(malformed);
  }
}
