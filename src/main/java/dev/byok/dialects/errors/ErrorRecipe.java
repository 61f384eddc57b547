package dev.byok.dialects.errors;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which kind of failure a provider reports, by the rules of {@code errors.json}: the first that
 * fits holds. What one provider means by a number or a word stands before what all mean; codes come
 * before the words of the message and these before the HTTP status, because an invalid key is not
 * always 401 and a used-up quota is often 429. Loaded only when something failed.
 */
final class ErrorRecipe {
  private static final List<ErrorRule> RULES = load();

  private ErrorRecipe() {}

  /**
   * Walks the rules.
   *
   * @param provider the id of who reports; null when only what all providers mean is to count
   */
  static Classification classify(@Nullable String provider, ProviderError error) {
    for (ErrorRule rule : RULES) {
      if (rule.fits(provider, error)) {
        return rule.outcome();
      }
    }
    throw new IllegalStateException("errors.json: the last rule must fit everything");
  }

  /** Whether any rule fits but the last, which fits everything. */
  static boolean isKnown(String provider, ProviderError error) {
    return RULES.subList(0, RULES.size() - 1).stream().anyMatch(rule -> rule.fits(provider, error));
  }

  static List<ErrorRule> rules() {
    return RULES;
  }

  private static List<ErrorRule> load() {
    InputStream in = ErrorRecipe.class.getResourceAsStream("/dev/byok/errors.json");
    JsonObject recipe = Json.parseResource(Objects.requireNonNull(in));
    List<ErrorRule> rules = new ArrayList<>();
    for (JsonObject rule : recipe.objects("rules")) {
      rules.add(ErrorRule.read(rule, recipe.at("outcomes")));
    }
    return List.copyOf(rules);
  }
}
