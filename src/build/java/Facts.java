import dev.byok.catalog.Patterns;
import dev.byok.config.Paths;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares what byok says about models with the public price list, and prints what the list does
 * not know, or knows otherwise. Exits with 1 if there is anything to print.
 *
 * <p>Arguments: the folder of {@code providers.json} and {@code effort.json}, and papers, or
 * folders of papers, that name models. The variable {@code PRICES} is the file of the list,
 * otherwise it is the user's copy.
 */
final class Facts {
  private final List<JsonObject> rows;
  private final JsonObject checked;
  private final JsonObject shared;
  private final Map<String, Map<String, JsonObject>> known;
  private final Set<String> findings = new LinkedHashSet<>();

  private final PatternUse patterns = new PatternUse();

  private Facts(Path data, Map<String, Map<String, JsonObject>> known)
      throws IOException, JsonSyntaxException {
    JsonObject providers = Json.parseObject(Files.readString(data.resolve("providers.json")));
    rows = providers.objects("providers");
    checked = providers.at("checked");
    shared = Json.parseObject(Files.readString(data.resolve("effort.json")));
    this.known = known;
  }

  public static void main(String[] args) throws IOException, JsonSyntaxException {
    Path list = list(System.getenv());
    if (!Files.isRegularFile(list)) {
      System.err.println("facts: there is no price list at \"" + list + "\"");
      System.err.println("  hint: byok models fetches it; or name a file");
      System.exit(1);
    }
    Facts facts = new Facts(Path.of(args[0]), PublicModels.read(list));
    facts.rows.forEach(facts::row);
    facts.findings.addAll(facts.patterns.findings(facts.checked.texts("not_yet")));
    NamedModels named = new NamedModels(facts.rows, facts.known);
    for (String paper : Arrays.asList(args).subList(1, args.length)) {
      facts.findings.addAll(named.in(Path.of(paper)));
    }
    facts.findings.forEach(System.out::println);
    System.out.println(
        (facts.findings.isEmpty() ? "all known" : facts.findings.size() + " to look at")
            + "; providers.json was checked on "
            + facts.checked.text("on"));
    System.exit(facts.findings.isEmpty() ? 0 : 1);
  }

  private static Path list(Map<String, String> env) {
    String named = env.getOrDefault("PRICES", "");
    return named.isEmpty()
        ? Paths.of(env, System.getProperty("os.name")).cache().resolve("prices.json")
        : Path.of(named);
  }

  private void row(JsonObject row) {
    String list = row.text("models_dev");
    if (list == null) {
      return;
    }
    String where = "providers.json, " + row.text("id");
    Map<String, JsonObject> models = known.get(list);
    if (models == null) {
      findings.add(where + ": the price list has no provider \"" + list + "\"");
      return;
    }
    List<String> fixed = row.at("models").texts("known");
    if (!fixed.isEmpty()) {
      // The host serves these alone, whatever else the list has for the provider.
      models = new TreeMap<>(models);
      models.keySet().retainAll(fixed);
    }
    named(where, row, known.get(list));
    JsonObject other = row.at("other_wire");
    List<ModelRule> usual = rules(where, row, "effort");
    List<ModelRule> further = new ArrayList<>(rules(where, other, "effort"));
    patterns.count(usual, models);
    patterns.count(further, models);
    patterns.count(rules(where, row, "shown_reasoning"), models);
    patterns.count(rules(where, other, "shown_reasoning"), models);
    List<String> elsewhere = new ArrayList<>(other.texts("only"));
    elsewhere.addAll(other.texts("models"));
    patterns.count(List.of(new ModelRule(where, elsewhere, JsonObject.empty())), models);
    further.addAll(usual);
    models.forEach((id, model) -> {
      if (model.is("reasoning") && isAsked(row, id, model)) {
        effort(where, id, model, Patterns.matchesAny(elsewhere, id) ? further : usual);
      }
    });
  }

  private List<ModelRule> rules(String where, JsonObject of, String flag) {
    return ModelRule.read(where, of.at("quirks").objects(flag), shared);
  }

  /** The models that byok asks, or lists, by itself. */
  private void named(String where, JsonObject row, Map<String, JsonObject> models) {
    Set<String> named = new LinkedHashSet<>(row.at("models").texts("known"));
    String asked = row.at("verify").text("completion");
    if (asked != null && !asked.equals("*") && !asked.startsWith("$")) {
      named.add(asked);
    }
    for (String id : named) {
      String wrong = NamedModels.wrong(models.get(id));
      if (wrong != null) {
        findings.add(where + ": \"" + id + "\" " + wrong);
      }
    }
  }

  private static boolean isAsked(JsonObject row, String id, JsonObject model) {
    List<String> outputs = model.at("modalities").texts("output");
    return !PublicModels.isRetired(model)
        && (outputs.isEmpty() || outputs.contains("text"))
        && !Patterns.matchesAny(row.texts("no_prompts"), id);
  }

  private void effort(String where, String id, JsonObject model, List<ModelRule> rules) {
    ModelRule rule = null;
    for (int i = 0; i < rules.size() && rule == null; i++) {
      rule = rules.get(i).fits(id) ? rules.get(i) : null;
    }
    if (rule == null) {
      findings.add(where + ": \"" + id + "\" reasons, and no rule for efforts fits it");
      return;
    }
    for (JsonObject option : model.objects("reasoning_options")) {
      List<String> taken = option.texts("values");
      List<String> refused = new ArrayList<>(rule.words());
      refused.removeAll(taken);
      if ("effort".equals(option.text("type")) && !taken.isEmpty() && !refused.isEmpty()) {
        findings.add(
            where
                + (": \"" + id + "\" is sent the effort " + String.join(", ", refused))
                + (", and the price list has " + String.join(", ", taken)));
      }
    }
  }
}
