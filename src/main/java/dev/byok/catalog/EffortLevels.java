package dev.byok.catalog;

import dev.byok.conversation.Options.Effort;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The levels of effort that a model knows, each with the fields that ask for it. Levels that
 * several providers share have a name in {@code effort.json}, which is read only when an effort is
 * requested, and so have lists of rules for models.
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
    JsonObject levels = shared().object(name);
    if (levels == null) {
      throw new IllegalStateException("effort.json has no " + name);
    }
    return new EffortLevels(levels);
  }

  /**
   * Returns the rule for a model, null for none. {@code {"rules":"openai"}} stands for a list. With
   * {@code "after":"openai."} it is for models whose id contains that text, and knows them by what
   * follows it.
   */
  static @Nullable JsonObject rule(List<JsonObject> rules, String model) {
    for (JsonObject rule : rules) {
      String list = rule.text("rules");
      if (list != null) {
        String known = after(rule.text("after"), model);
        JsonObject found = known == null ? null : rule(shared().objects(list), known);
        if (found != null) {
          return found;
        }
      } else if (Patterns.matchesAny(rule.texts("models"), model)) {
        return rule;
      }
    }
    return null;
  }

  private static @Nullable String after(@Nullable String text, String model) {
    int start = text == null ? 0 : model.indexOf(text);
    return text == null ? model : start < 0 ? null : model.substring(start + text.length());
  }

  private static JsonObject shared() {
    InputStream in = EffortLevels.class.getResourceAsStream("/dev/byok/effort.json");
    return Json.parseResource(Objects.requireNonNull(in));
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
