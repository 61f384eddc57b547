package dev.byok.json;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes two-space indentation, with empty objects and arrays on one line. */
final class Pretty {
  private Pretty() {}

  static void append(StringBuilder text, @Nullable Object value, int depth) {
    switch (value) {
      case JsonObject object when !object.fields().isEmpty() ->
          fields(text, object.fields(), depth);
      case Map<?, ?> object when !object.isEmpty() -> fields(text, object, depth);
      case List<?> array when !array.isEmpty() -> {
        text.append("[\n");
        int left = array.size();
        for (Object element : array) {
          indent(text, depth + 1);
          append(text, element, depth + 1);
          text.append(--left > 0 ? ",\n" : "\n");
        }
        indent(text, depth);
        text.append(']');
      }
      case null, default -> text.append(Json.write(value));
    }
  }

  private static void fields(StringBuilder text, Map<?, ?> object, int depth) {
    text.append("{\n");
    int left = object.size();
    for (Map.Entry<?, ?> field : object.entrySet()) {
      indent(text, depth + 1);
      text.append(Json.write(String.valueOf(field.getKey()))).append(": ");
      append(text, field.getValue(), depth + 1);
      text.append(--left > 0 ? ",\n" : "\n");
    }
    indent(text, depth);
    text.append('}');
  }

  private static void indent(StringBuilder text, int depth) {
    text.append("  ".repeat(depth));
  }
}
