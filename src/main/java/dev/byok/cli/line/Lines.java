package dev.byok.cli.line;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.term.StandardOutput;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats output for stdout. */
public final class Lines {
  private Lines() {}

  /** Prints one fact, as text or in an object. */
  public static void fact(StandardOutput out, boolean json, String name, @Nullable String value) {
    if (json) {
      out.json(JsonObject.builder().put(name, value).build());
    } else {
      out.line(String.valueOf(value));
    }
  }

  /** Returns a JSON array with one element a line between the brackets. */
  public static String array(List<JsonObject> elements) {
    StringBuilder text = new StringBuilder("[\n");
    for (int i = 0; i < elements.size(); i++) {
      text.append(Json.write(elements.get(i))).append(i + 1 < elements.size() ? ",\n" : "\n");
    }
    return text.append("]\n").toString();
  }
}
