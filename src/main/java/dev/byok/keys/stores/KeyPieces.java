package dev.byok.keys.stores;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;

/** The parts of a key that are secrets: the whole of it, and the long values of a JSON object. */
final class KeyPieces {
  /** A region or a profile is shorter; an access key's id is not. */
  private static final int SHORTEST = 16;

  private KeyPieces() {}

  static List<String> of(Secret key) {
    String whole = key.open().strip();
    List<String> parts = new ArrayList<>(List.of(whole));
    if (whole.startsWith("{")) {
      try {
        JsonObject fields = Json.parseObject(whole);
        for (String name : fields.fields().keySet()) {
          String value = fields.text(name);
          if (value != null && value.length() >= SHORTEST) {
            parts.add(value);
          }
        }
      } catch (JsonSyntaxException noObject) {
        // Then only the key as a whole counts.
        return parts;
      }
    }
    return parts;
  }
}
