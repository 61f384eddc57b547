package dev.byok.dialects.errors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.testing.ErrorReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checks what each provider's reports mean, and that the recipe has the right form. */
final class ErrorRecipeTest {
  private static final Set<String> FIELDS =
      Set.of("is", "providers", "statuses", "codes", "words", "unless", "empty");
  private static final Set<String> PLACEHOLDERS =
      Set.of("{provider}", "{model}", "{key}", "{host}", "{account}", "{store}");

  @ParameterizedTest(name = "{0}")
  @MethodSource("dev.byok.testing.ErrorReport#all")
  void a_report_means_what_its_provider_means_by_it(ErrorReport report) {
    ProviderError error = report.read();
    Classification what = error.classify(report.provider());
    assertEquals(report.kind(), what.kind(), what.name());
    if (report.name() != null) {
      assertEquals(report.name(), what.name());
    }
    assertTrue(error.message().contains(report.says()), error.message());
    assertEquals(report.says().isEmpty(), error.message().isEmpty(), error.message());
    if (report.pause() != null) {
      assertEquals(report.pause(), error.retryAfterSeconds());
    }
  }

  @Test
  void every_provider_has_reports_of_a_key_or_a_model_that_it_refuses() {
    Set<String> reported =
        ErrorReport.all().stream()
            .filter(report -> List.of("bad key", "unknown model").contains(report.about()))
            .map(ErrorReport::provider)
            .collect(Collectors.toSet());
    assertEquals(36, reported.size());
    for (Provider provider : Catalog.load().providers()) {
      assertTrue(
          reported.contains(provider.id()) || provider.id().equals("demo"),
          "no report of " + provider.id());
    }
  }

  @Test
  void every_rule_is_the_first_to_fit_some_report() {
    List<ErrorRule> idle = new ArrayList<>(ErrorRecipe.rules());
    for (ErrorReport report : ErrorReport.all()) {
      ProviderError error = report.read();
      for (ErrorRule rule : ErrorRecipe.rules()) {
        if (rule.fits(report.provider(), error)) {
          idle.remove(rule);
          break;
        }
      }
    }
    assertEquals(List.of(), idle);
  }

  @Test
  void the_numbers_of_one_provider_mean_nothing_at_another() {
    for (String code : List.of("1008", "1113", "1211", "1261", "1301", "1305", "2013")) {
      ProviderError inside = ProviderError.read(0, "{\"error\":{\"code\":\"" + code + "\"}}");
      assertEquals("unavailable", inside.classify("openai").name(), code);
      ProviderError refusal = ProviderError.read(400, "{\"code\":" + code + "}");
      assertEquals("refused", refusal.classify("openai-compatible").name(), code);
      assertEquals("refused", refusal.kind().label(), code);
    }
  }

  @Test
  void a_rule_by_a_number_names_its_providers() {
    for (ErrorRule rule : ErrorRecipe.rules()) {
      for (String code : rule.codes()) {
        boolean number = code.chars().allMatch(Character::isDigit);
        assertFalse(number && rule.providers().isEmpty(), rule.toString());
        assertEquals(code.toLowerCase(Locale.ROOT), code);
      }
    }
  }

  @Test
  void bedrocks_refusal_names_the_permissions_that_it_needs() {
    ProviderError error = ProviderError.read(403, "{\"Message\":\"not authorized\"}");
    String hint = Objects.requireNonNull(error.classify("bedrock").hint());
    assertTrue(hint.contains("bedrock:InvokeModel and "), hint);
    assertTrue(hint.contains("bedrock:InvokeModelWithResponseStream"), hint);
  }

  @Test
  void rules_and_outcomes_have_no_field_that_is_not_read_and_none_is_left_over() {
    JsonObject recipe = recipe();
    Set<String> used = new TreeSet<>();
    for (JsonObject rule : recipe.objects("rules")) {
      assertTrue(FIELDS.containsAll(rule.fields().keySet()), rule.toString());
      used.add(Objects.requireNonNull(rule.text("is")));
    }
    JsonObject outcomes = recipe.at("outcomes");
    assertTrue(used.containsAll(outcomes.fields().keySet()), outcomes.fields().keySet().toString());
    for (String name : outcomes.fields().keySet()) {
      JsonObject outcome = outcomes.at(name);
      assertTrue(Set.of("kind", "text", "hint").containsAll(outcome.fields().keySet()), name);
    }
  }

  @Test
  void texts_keep_the_form_of_messages_and_use_known_placeholders() {
    for (ErrorRule rule : ErrorRecipe.rules()) {
      String text = rule.outcome().text();
      String hint = rule.outcome().hint();
      for (String said : List.of(text == null ? "" : text, hint == null ? "" : hint)) {
        assertFalse(said.endsWith("."), said);
        String filledIn = said;
        for (String placeholder : PLACEHOLDERS) {
          filledIn = filledIn.replace(placeholder, "x");
        }
        assertFalse(filledIn.contains("{"), said);
      }
    }
  }

  @Test
  void the_last_rule_alone_fits_everything() {
    List<ErrorRule> rules = ErrorRecipe.rules();
    ProviderError nothing = new ProviderError(0, List.of(), "", null);
    for (ErrorRule rule : rules) {
      assertEquals(rule.equals(rules.getLast()), rule.fits("nobody", nothing), rule.toString());
    }
  }

  private static JsonObject recipe() {
    return Json.parseResource(
        Objects.requireNonNull(ErrorRecipe.class.getResourceAsStream("/dev/byok/errors.json")));
  }
}
