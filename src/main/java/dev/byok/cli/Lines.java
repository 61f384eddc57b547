package dev.byok.cli;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.List;

/** A JSON array with one element a line inside the brackets. */
public final class Lines {
  private Lines() {}

  public static String array(List<JsonObject> elements) {
    StringBuilder text = new StringBuilder("[\n");
    for (int i = 0; i < elements.size(); i++) {
      text.append(Json.write(elements.get(i))).append(i + 1 < elements.size() ? ",\n" : "\n");
    }
    return text.append("]\n").toString();
  }
}
