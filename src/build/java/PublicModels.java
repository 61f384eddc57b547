import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads the public price list: the one of models.dev, or the copy that byok keeps of it. The copy
 * has less about each model; it does not say which efforts a model takes, nor whether it is
 * retired.
 */
final class PublicModels {
  private static final String COPY = "{\"form\":\"sorted-lines\"";

  private PublicModels() {}

  /** Returns the models by the list's id of their provider and their own id. */
  static Map<String, Map<String, JsonObject>> read(Path file)
      throws IOException, JsonSyntaxException {
    String text = Files.readString(file);
    Map<String, Map<String, JsonObject>> providers = new TreeMap<>();
    if (text.startsWith(COPY)) {
      for (String line : text.lines().skip(1).toList()) {
        JsonObject model = Json.parseObject(line);
        providers
            .computeIfAbsent(String.valueOf(model.text("provider")), _ -> new TreeMap<>())
            .put(String.valueOf(model.text("model")), model);
      }
      return providers;
    }
    JsonObject list = Json.parseObject(text);
    for (String provider : list.fields().keySet()) {
      JsonObject listed = list.at(provider).at("models");
      Map<String, JsonObject> models = new TreeMap<>();
      for (String model : listed.fields().keySet()) {
        models.put(model, listed.at(model));
      }
      providers.put(provider, models);
    }
    return providers;
  }

  static boolean isRetired(JsonObject model) {
    return "deprecated".equals(model.text("status"));
  }
}
