package dev.byok.catalog;

import dev.byok.conversation.Options.Effort;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;

/**
 * The levels of effort that a model knows, each with the fields that ask for it. Levels that
 * several providers share have a name in {@code effort.json}, which is read only when an effort is
 * requested.
 */
final class EffortLevels {
  private final JsonObject levels;

  private EffortLevels(JsonObject levels) {
    this.levels = levels;
  }

  static EffortLevels of(JsonObject rule) {
    String name = rule.text("levels");
    if (name == null) {
      return new EffortLevels(rule.at("levels"));
    }
    InputStream in = EffortLevels.class.getResourceAsStream("/dev/byok/effort.json");
    JsonObject levels = Json.parseResource(Objects.requireNonNull(in)).object(name);
    if (levels == null) {
      throw new IllegalStateException("effort.json has no " + name);
    }
    return new EffortLevels(levels);
  }

  JsonObject fields(String model, Effort effort) {
    String level = effort.name().toLowerCase(Locale.ROOT);
    JsonObject fields = levels.object(level);
    if (fields != null) {
      return fields;
    }
    Failure failure =
        Failure.of(Kind.USAGE, UserWord.quoted(model) + " does not support --effort " + level);
    throw levels.fields().isEmpty()
        ? failure.hint("its reasoning cannot be set; omit --effort")
        : failure.hint("it takes " + String.join(", ", levels.fields().keySet()));
  }
}
