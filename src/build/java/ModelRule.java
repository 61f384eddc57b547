import dev.byok.catalog.Patterns;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * One rule about a provider's models, of {@code providers.json} or of a list in {@code
 * effort.json}.
 *
 * @param where the file and the place in it
 * @param models the patterns of the models' names
 * @param levels the fields to send for each level of effort; empty where none can be set
 */
record ModelRule(String where, List<String> models, JsonObject levels) {

  /** Reads rules, of which each may stand for a list of shared ones. */
  static List<ModelRule> read(String where, List<JsonObject> rules, JsonObject shared) {
    List<ModelRule> all = new ArrayList<>();
    for (JsonObject rule : rules) {
      String list = rule.text("rules");
      if (list != null) {
        all.addAll(read("effort.json, " + list, shared.objects(list), shared));
      } else {
        String name = rule.text("levels");
        JsonObject levels = name == null ? rule.at("levels") : shared.at(name);
        all.add(new ModelRule(where, rule.texts("models"), levels));
      }
    }
    return all;
  }

  boolean fits(String model) {
    return Patterns.matchesAny(models, model);
  }

  /** Returns the words that ask for an effort, except those that a gateway translates. */
  List<String> words() {
    TreeSet<String> words = new TreeSet<>();
    for (Map.Entry<String, ?> level : levels.fields().entrySet()) {
      JsonObject sent = levels.at(level.getKey());
      JsonObject thinking = sent.at("generationConfig").at("thinkingConfig");
      for (String word :
          new String[] {
            sent.text("reasoning_effort"),
            sent.at("output_config").text("effort"),
            thinking.text("thinkingLevel")
          }) {
        if (word != null) {
          words.add(word.toLowerCase(Locale.ROOT));
        }
      }
    }
    return List.copyOf(words);
  }
}
