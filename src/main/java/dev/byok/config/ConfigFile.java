package dev.byok.config;

import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;

/** Reads and writes {@code config.json}; see {@link JsonFile}. */
public final class ConfigFile {
  private final JsonFile file;

  /**
   * @param isPlaceChosen whether the user named the folder, which is then checked even if it has no
   *     file yet
   */
  public ConfigFile(Path file, boolean isPlaceChosen) {
    this.file = new JsonFile(file, isPlaceChosen);
  }

  public Path path() {
    return file.path();
  }

  /** Returns the configuration; empty if there is no file. */
  public Config read() {
    return checked(file.read());
  }

  /** Applies a change to what is on the disk now and writes it. */
  public Config change(UnaryOperator<Config> change) {
    return new Config(file.change(json -> change.apply(checked(json)).json()));
  }

  /** Refuses a part of another type: it would be read as absent, and lost with the next change. */
  private Config checked(JsonObject json) {
    for (String group : List.of("aliases", "keys", "settings")) {
      if (json.has(group) && json.object(group) == null) {
        throw file.unreadable(UserWord.quoted(group) + " is not a JSON object");
      }
    }
    if (json.has("budgets") && !(json.get("budgets") instanceof List<?>)) {
      throw file.unreadable("\"budgets\" is not a JSON array");
    }
    if (json.has("default") && json.text("default") == null) {
      throw file.unreadable("\"default\" is not a JSON string");
    }
    return new Config(json);
  }
}
