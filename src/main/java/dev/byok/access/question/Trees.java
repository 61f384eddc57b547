package dev.byok.access.question;

import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads values of a service's JSON as trees. Of two members with the same name the last one counts,
 * and a decimal is exactly what was written.
 */
public final class Trees {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private Trees() {}

  /** Returns a cursor on the first value. Bytes that are not UTF-8 become U+FFFD. */
  public static JsonCursor open(InputStream in) throws IOException, JsonSyntaxException {
    Reader text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return new JsonCursor(text);
  }

  /** Returns the value at the cursor; missing if it consists of more than {@code most} values. */
  public static JsonNode read(JsonCursor json, int most) throws IOException, JsonSyntaxException {
    JsonNode tree = json.value(most, MAPPER::readTree);
    return tree == null ? MAPPER.missingNode() : tree;
  }
}
