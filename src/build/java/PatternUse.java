import dev.byok.catalog.Patterns;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts the models that fit each pattern. Rules that several providers share count all of them.
 */
final class PatternUse {
  /** Providers add a date to a model's name for one release of it, which few lists have. */
  private static final String DATE = "-2026-01-01";

  /** By place and pattern: how many models fit, and how many of these are not retired. */
  private final Map<String, Map<String, int[]>> uses = new LinkedHashMap<>();

  void count(List<ModelRule> rules, Map<String, JsonObject> models) {
    for (ModelRule rule : rules) {
      for (String pattern : rule.models()) {
        int[] use =
            uses.computeIfAbsent(rule.where(), _ -> new LinkedHashMap<>())
                .computeIfAbsent(pattern, _ -> new int[2]);
        for (Map.Entry<String, JsonObject> model : models.entrySet()) {
          String id = model.getKey();
          List<String> one = List.of(pattern);
          if (Patterns.matchesAny(one, id) || Patterns.matchesAny(one, id + DATE)) {
            use[0]++;
            use[1] += PublicModels.isRetired(model.getValue()) ? 0 : 1;
          }
        }
      }
    }
  }

  /**
   * Returns the patterns that are of no use.
   *
   * @param ahead patterns of models that were not there yet when they were written
   */
  List<String> findings(List<String> ahead) {
    List<String> findings = new ArrayList<>();
    uses.forEach((where, patterns) ->
        patterns.forEach((pattern, use) -> {
          boolean early = ahead.contains(pattern);
          String place = where + ": \"" + pattern + "\" fits ";
          if (early && use[0] > 0) {
            findings.add(place + "a model now, so remove it from not_yet");
          } else if (!early && use[0] == 0 && !pattern.equals("*")) {
            findings.add(place + "no model");
          } else if (use[0] > 0 && use[1] == 0) {
            findings.add(place + "only retired models");
          }
        }));
    return findings;
  }
}
