package dev.byok.json;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.util.JsonParserDelegate;

/** A parser that refuses to read a value that consists of too many values. */
final class CountingParser extends JsonParserDelegate {
  private int left = Integer.MAX_VALUE;

  CountingParser(JsonParser parser) {
    super(parser);
  }

  /** Reads the value that the parser is at. Skips a value that is too large, and returns null. */
  @SuppressWarnings("ReferenceEquality") // the same object, not an equal one
  <T> @Nullable T within(int most, JsonCursor.Form<T> form) throws JsonSyntaxException {
    TokenStreamContext own = streamReadContext();
    TokenStreamContext outside = currentToken().isStructStart() ? own.getParent() : own;
    left = most - 1;
    try {
      return form.read(this);
    } catch (StreamConstraintsException refused) {
      if (left >= 0) {
        throw refused;
      }
      while (streamReadContext() != outside) {
        super.nextToken();
      }
      return null;
    } finally {
      left = Integer.MAX_VALUE;
    }
  }

  @Override
  public @Nullable JsonToken nextToken() {
    JsonToken token = super.nextToken();
    boolean counts = token != null && token != JsonToken.PROPERTY_NAME && !token.isStructEnd();
    if (counts && left != Integer.MAX_VALUE && --left < 0) {
      throw new StreamConstraintsException("a value of too many values");
    }
    return token;
  }

  /** Null for an exponent that no BigDecimal has: valid JSON, but of no use. */
  @Override
  public @Nullable BigDecimal getDecimalValue() {
    try {
      return super.getDecimalValue();
    } catch (NumberFormatException outOfRange) {
      return null;
    }
  }
}
