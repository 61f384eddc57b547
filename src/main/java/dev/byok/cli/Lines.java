package dev.byok.cli;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.nio.file.Path;
import java.util.List;

/** Forms of what is printed on standard output. */
public final class Lines {
  private Lines() {}

  /** Where a file is, as text or in an object. */
  public static String path(Path path, boolean json) {
    String text = path.toString();
    return json ? Json.write(JsonObject.builder().put("path", text).build()) : text;
  }

  /** A JSON array with one element a line inside the brackets. */
  public static String array(List<JsonObject> elements) {
    StringBuilder text = new StringBuilder("[\n");
    for (int i = 0; i < elements.size(); i++) {
      text.append(Json.write(elements.get(i))).append(i + 1 < elements.size() ? ",\n" : "\n");
    }
    return text.append("]\n").toString();
  }
}
