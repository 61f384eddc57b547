package dev.byok.serve.body;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

/** Compares what is read of random bodies, and how they are edited, with Jackson's data binding. */
final class RandomBodiesTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String ASKS = "\"include_usage\":true";
  private static final List<String> VALUES =
      List.of(
          "\"gpt-5\"",
          "\"a\\u00e9\\\"\\\\/\"",
          "\"世界 🌍\"",
          "true",
          "false",
          "null",
          "0",
          "-12",
          "4096",
          "1.5e3",
          "{}",
          "[]",
          "{ \"model\" : [ 1 , { \"stream\":true } ] }",
          "[\"model\",[[]],{\"a\":{\"b\":\"]}\"}}]",
          "{\"include_usage\":true}",
          "{\"include_usage\" : false , \"x\":1}",
          "{\"effort\":\"high\"}");
  private static final List<String> NAMES =
      List.of(
          "model",
          "stream",
          "stream_options",
          "max_tokens",
          "messages",
          "tools",
          "reasoning",
          "generationConfig",
          "x\\u0079",
          "ü",
          "世",
          "background");
  private static final List<String> BLANKS = List.of("", "", " ", "\n", "\r\n\t", "  ");

  private final Random random = new Random(20261201);

  /** A field of a body, as it is written; blanks are part of what is around its value. */
  private record Field(String name, String before, String value, String after) {}

  @Test
  void a_body_is_read_as_data_binding_reads_it() throws Exception {
    for (int run = 0; run < 5_000; run++) {
      String text = written("{" + blank(), fields());
      JsonNode tree = MAPPER.readTree(text);
      JsonBody body = JsonBody.of(text.getBytes(StandardCharsets.UTF_8));
      JsonNode model = tree.get("model");
      assertEquals(
          model != null && model.isString() ? model.stringValue() : null, body.model(), text);
      JsonNode stream = tree.get("stream");
      assertEquals(
          stream != null && stream.isBoolean() && stream.booleanValue(), body.streams(), text);
      JsonNode most = tree.get("max_tokens");
      Long limit = most != null && most.isNumber() ? most.asLong() : null;
      assertEquals(limit == null || limit < 0 ? null : limit, body.mostTokens(), text);
      JsonNode usage = tree.path("stream_options").get("include_usage");
      assertEquals(usage != null && usage.booleanValue(), body.asksUsage(), text);
    }
  }

  @Test
  void an_edit_changes_what_it_says_and_no_other_byte() throws Exception {
    for (int run = 0; run < 5_000; run++) {
      List<Field> fields = fields();
      String start = blank() + "{";
      String text = written(start + blank(), fields);
      boolean hasModel = fields.stream().anyMatch(field -> field.name.equals("model"));
      boolean hasOptions = fields.stream().anyMatch(field -> field.name.equals("stream_options"));
      String added =
          hasOptions ? "" : "\"stream_options\":{" + ASKS + "}" + (fields.isEmpty() ? "" : ",");
      String expected =
          start + added + written(text.substring(start.length(), bodyStart(text)), edited(fields));
      JsonBody body = JsonBody.of(text.getBytes(StandardCharsets.UTF_8));
      byte[] made = body.edited(hasModel ? "new/世" : null, true);
      assertEquals(expected, new String(made, StandardCharsets.UTF_8), text);
      ObjectNode tree = (ObjectNode) MAPPER.readTree(text);
      JsonNode options = tree.path("stream_options");
      if (options.isMissingNode() || options.isNull()) {
        options = tree.putObject("stream_options");
      }
      if (options instanceof ObjectNode own) {
        own.put("include_usage", true);
      }
      if (hasModel) {
        tree.put("model", "new/世");
      }
      assertEquals(tree, MAPPER.readTree(made), text);
    }
  }

  private static List<Field> edited(List<Field> fields) {
    List<Field> edited = new ArrayList<>();
    for (Field field : fields) {
      String value =
          switch (field.name) {
            case "model" -> "\"new/世\"";
            case "stream_options" -> asking(field.value);
            default -> field.value;
          };
      edited.add(new Field(field.name, field.before, value, field.after));
    }
    return edited;
  }

  private static String asking(String options) {
    if (options.equals("null")) {
      return "{" + ASKS + "}";
    }
    if (!options.startsWith("{")) {
      return options;
    }
    if (options.contains("include_usage")) {
      return options.replace("false", "true");
    }
    return "{" + ASKS + (options.equals("{}") ? "" : ",") + options.substring(1);
  }

  /** Returns where the first field begins, or the object's end if there is none. */
  private static int bodyStart(String text) {
    int at = text.indexOf('{') + 1;
    while (Character.isWhitespace(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private static String written(String start, List<Field> fields) {
    StringBuilder text = new StringBuilder(start);
    for (Field field : fields) {
      text.append('"').append(field.name).append('"');
      text.append(field.before).append(field.value).append(field.after);
    }
    return text.append("}\n").toString();
  }

  private List<Field> fields() {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    List<Field> fields = new ArrayList<>();
    int count = random.nextInt(7);
    for (int i = 0; i < count; i++) {
      String value = VALUES.get(random.nextInt(VALUES.size()));
      String after = blank() + (i == count - 1 ? "" : "," + blank());
      fields.add(new Field(names.get(i), blank() + ":" + blank(), value, after));
    }
    return fields;
  }

  private String blank() {
    return BLANKS.get(random.nextInt(BLANKS.size()));
  }
}
