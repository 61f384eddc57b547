package dev.byok.dialects.errors;

import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Classifies providers' reports by the rules of {@code errors.json}; the first rule that fits wins.
 * Rules for one provider come before rules for all. Rules about codes come before those about the
 * words of the message, and these before those about the HTTP status, because an invalid key is not
 * always a 401 and a used-up quota is often a 429. Loaded only when something has failed.
 */
final class ErrorRecipe {
  private static final List<ErrorRule> RULES = load();

  private ErrorRecipe() {}

  /**
   * Returns the outcome of the first rule that fits.
   *
   * @param provider the id of the provider that reports; null to use only the rules for all
   *     providers
   */
  static Classification classify(@Nullable String provider, ProviderError error) {
    for (ErrorRule rule : RULES) {
      if (rule.fits(provider, error)) {
        return rule.outcome();
      }
    }
    throw new IllegalStateException("errors.json: the last rule must fit everything");
  }

  /** Returns whether a rule other than the last one fits; that one fits everything. */
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
