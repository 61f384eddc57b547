package dev.byok.access.question;

import dev.byok.json.Json;
import dev.byok.json.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a service's JSON token by token, and small values of it as trees, so that a long text is
 * never in memory as a whole. Of two members of the same name the last one holds, and a decimal is
 * exactly what was written.
 */
public final class TreeParser extends JsonParserDelegate {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(Json.factory())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /** How many more tokens the tree may have that is being read. */
  private int left = Integer.MAX_VALUE;

  private TreeParser(JsonParser parser) {
    super(parser);
  }

  /** Makes something of a text, beginning at its first token. */
  public interface Reading<T> {
    T read(TreeParser json) throws JsonSyntaxException;
  }

  /** Reads one value and nothing after it; bytes that are not UTF-8 become question marks. */
  public static <T> T read(InputStream in, Reading<T> reading)
      throws IOException, JsonSyntaxException {
    Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    try (TreeParser json = new TreeParser(MAPPER.createParser(text))) {
      if (json.nextToken() == null) {
        throw new JsonSyntaxException("no JSON value", 1, 1);
      }
      T read = reading.read(json);
      if (json.nextToken() != null) {
        throw new JsonSyntaxException("more text behind the JSON value", 1, 1);
      }
      return read;
    } catch (JacksonException malformed) {
      if (malformed.getCause() instanceof IOException broken) {
        throw broken;
      }
      throw Json.syntax(malformed);
    }
  }

  /** The value that the parser stands on; passed over, and missing, when it has more tokens. */
  public JsonNode tree(int most) {
    TokenStreamContext outside = start(most);
    try {
      return MAPPER.readTree(this);
    } catch (StreamConstraintsException refused) {
      passOver(outside, refused);
      return MAPPER.missingNode();
    } finally {
      left = Integer.MAX_VALUE;
    }
  }

  /** The same in the form of byok's other rooms; null when it is passed over. */
  public @Nullable Object value(int most) throws JsonSyntaxException {
    TokenStreamContext outside = start(most);
    try {
      return Json.value(this);
    } catch (StreamConstraintsException refused) {
      passOver(outside, refused);
      return null;
    } finally {
      left = Integer.MAX_VALUE;
    }
  }

  /** Where the value lies that the parser stands on. */
  private TokenStreamContext start(int most) {
    left = most;
    TokenStreamContext own = streamReadContext();
    return currentToken().isStructStart() ? own.getParent() : own;
  }

  private void passOver(TokenStreamContext outside, StreamConstraintsException refused) {
    if (left > 0) {
      throw refused;
    }
    while (streamReadContext() != outside) {
      super.nextToken();
    }
  }

  @Override
  public @Nullable JsonToken nextToken() {
    count();
    return super.nextToken();
  }

  @Override
  public @Nullable String nextName() {
    count();
    return super.nextName();
  }

  /** Null for a number with an exponent that no decimal has: valid JSON, but of no use. */
  @Override
  public @Nullable BigDecimal getDecimalValue() {
    try {
      return super.getDecimalValue();
    } catch (NumberFormatException outOfRange) {
      return null;
    }
  }

  private void count() {
    left--;
    if (left <= 0) {
      throw new StreamConstraintsException("a tree of too many tokens");
    }
  }
}
