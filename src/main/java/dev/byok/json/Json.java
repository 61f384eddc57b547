package dev.byok.json;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads and writes JSON as plain Java values: {@link JsonObject}, {@code List}, {@code String},
 * {@code Long}, {@code BigInteger}, {@code BigDecimal}, {@code Boolean}, null. Uses only the
 * streaming parser, because data binding takes longer to start than a whole request.
 */
public final class Json {
  /** Deeper than any provider's answer, but far from where recursion becomes a problem. */
  private static final int DEEPEST = 100;

  /**
   * More values than any answer, list or file has. Each takes some hundred bytes in memory but only
   * a few in a text. A text of usual size with millions of values could thus need more memory than
   * there is.
   */
  private static final int MOST_VALUES =
      (int) Math.min(1_000_000, Runtime.getRuntime().maxMemory() / 512);

  static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEEPEST)
                  .maxStringLength(64 * 1024 * 1024)
                  .maxNumberLength(400)
                  .build())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .build();

  private Json() {}

  /** Parses exactly one value. */
  public static @Nullable Object parse(String text) throws JsonSyntaxException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return only(parser);
    } catch (JacksonException malformed) {
      throw syntax(malformed);
    }
  }

  public static @Nullable Object parse(byte[] text) throws JsonSyntaxException {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return only(parser);
    } catch (JacksonException malformed) {
      throw syntax(malformed);
    }
  }

  /** Parses one object; anything else is a syntax error. */
  public static JsonObject parseObject(byte[] text) throws JsonSyntaxException {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonSyntaxException("not a JSON object", 1, 1);
  }

  public static JsonObject parseObject(String text) throws JsonSyntaxException {
    if (parse(text) instanceof JsonObject object) {
      return object;
    }
    throw new JsonSyntaxException("not a JSON object", 1, 1);
  }

  /** Parses an object from a file inside byok, and closes the stream. */
  public static JsonObject parseResource(InputStream in) {
    try (in) {
      return parseObject(in.readAllBytes());
    } catch (IOException | JsonSyntaxException broken) {
      throw new IllegalStateException("a file inside byok cannot be read", broken);
    }
  }

  /** Writes one line of JSON without spaces. */
  public static String write(@Nullable Object value) {
    StringWriter text = new StringWriter();
    write(value, text);
    return text.toString();
  }

  public static byte[] writeBytes(@Nullable Object value) {
    return write(value).getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  /** Writes indented JSON for files that people edit, with a newline at the end. */
  public static String pretty(Object value) {
    StringBuilder text = new StringBuilder();
    Pretty.append(text, value, 0);
    return text.append('\n').toString();
  }

  private static void write(@Nullable Object value, Writer out) {
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      write(value, generator);
    }
  }

  private static void write(@Nullable Object value, JsonGenerator generator) {
    // No pattern switch: each one takes a millisecond or more to link at every start.
    if (value == null) {
      generator.writeNull();
    } else if (value instanceof String text) {
      generator.writeString(text);
    } else if (value instanceof JsonObject object) {
      writeObject(object.fields(), generator);
    } else if (value instanceof Boolean truth) {
      generator.writeBoolean(truth);
    } else if (value instanceof Map<?, ?> object) {
      writeObject(object, generator);
    } else if (value instanceof Iterable<?> array) {
      generator.writeStartArray();
      for (Object element : array) {
        write(element, generator);
      }
      generator.writeEndArray();
    } else {
      writeNumber(value, generator);
    }
  }

  private static void writeNumber(Object value, JsonGenerator generator) {
    if (value instanceof Long number) {
      generator.writeNumber(number);
    } else if (value instanceof Integer number) {
      generator.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      generator.writeNumber(number.toPlainString());
    } else if (value instanceof BigInteger number) {
      generator.writeNumber(number);
    } else if (value instanceof Double number) {
      generator.writeNumber(number);
    } else {
      throw new IllegalArgumentException("no JSON form for " + value.getClass());
    }
  }

  private static void writeObject(Map<?, ?> fields, JsonGenerator generator) {
    generator.writeStartObject();
    for (Map.Entry<?, ?> field : fields.entrySet()) {
      generator.writeName(String.valueOf(field.getKey()));
      write(field.getValue(), generator);
    }
    generator.writeEndObject();
  }

  private static @Nullable Object only(JsonParser parser) throws JsonSyntaxException {
    JsonToken first = parser.nextToken();
    if (first == null) {
      throw new JsonSyntaxException("no JSON value", 1, 1);
    }
    Object value = value(parser, first, new Count());
    if (parser.nextToken() != null) {
      throw new JsonSyntaxException(
          "more text after the JSON value",
          parser.currentTokenLocation().getLineNr(),
          parser.currentTokenLocation().getColumnNr());
    }
    return value;
  }

  /** Reads the value that a parser is at. */
  static @Nullable Object value(JsonParser parser) throws JsonSyntaxException {
    return value(parser, parser.currentToken(), new Count());
  }

  /** How many values of a text have been read so far. */
  private static final class Count {
    private int values;
  }

  private static @Nullable Object value(JsonParser parser, JsonToken token, Count count)
      throws JsonSyntaxException {
    count.values++;
    if (count.values > MOST_VALUES) {
      throw new JsonSyntaxException(
          "JSON of more than " + MOST_VALUES + " values",
          parser.currentTokenLocation().getLineNr(),
          parser.currentTokenLocation().getColumnNr());
    }
    if (token == JsonToken.START_OBJECT) {
      JsonObject.Builder object = JsonObject.builder();
      while (parser.nextToken() != JsonToken.END_OBJECT) {
        String name = parser.currentName();
        object.put(name, value(parser, parser.nextToken(), count));
      }
      return object.build();
    }
    if (token == JsonToken.START_ARRAY) {
      List<@Nullable Object> elements = new ArrayList<>();
      for (JsonToken next = parser.nextToken();
          next != JsonToken.END_ARRAY;
          next = parser.nextToken()) {
        elements.add(value(parser, next, count));
      }
      return elements;
    }
    return scalar(parser, token);
  }

  private static @Nullable Object scalar(JsonParser parser, JsonToken token) {
    return switch (token) {
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> throw new IllegalStateException("unexpected token " + token);
    };
  }

  private static Object integer(JsonParser parser) {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? parser.getBigIntegerValue()
        : (Object) parser.getLongValue();
  }

  /** Null for an exponent that no BigDecimal has: valid JSON, but of no use. */
  private static @Nullable BigDecimal decimal(JsonParser parser) {
    try {
      return parser.getDecimalValue();
    } catch (NumberFormatException outOfRange) {
      return null;
    }
  }

  static JsonSyntaxException syntax(JacksonException malformed) {
    String what = "malformed JSON";
    if (malformed instanceof StreamConstraintsException) {
      boolean deep = String.valueOf(malformed.getMessage()).contains("nesting depth");
      what = deep ? "JSON nested too deep" : "JSON with too long a number or text";
    }
    var where = malformed.getLocation();
    return where == null
        ? new JsonSyntaxException(what, 1, 1)
        : new JsonSyntaxException(what, where.getLineNr(), where.getColumnNr());
  }
}
