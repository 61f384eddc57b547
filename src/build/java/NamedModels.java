import dev.byok.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the models that papers and examples name, as {@code provider/model}. */
final class NamedModels {
  /** Each provider's models, by its id and its other names. */
  private final Map<String, Map<String, JsonObject>> models = new LinkedHashMap<>();

  private final Pattern reference;

  NamedModels(List<JsonObject> rows, Map<String, Map<String, JsonObject>> known) {
    for (JsonObject row : rows) {
      Map<String, JsonObject> listed = known.get(String.valueOf(row.text("models_dev")));
      if (listed != null) {
        models.put(String.valueOf(row.text("id")), listed);
        row.texts("aliases").forEach(alias -> models.put(alias, listed));
      }
    }
    String names = models.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|"));
    reference = Pattern.compile("(?<![\\w./:@-])(" + names + ")(:[\\w-]+)?/([\\w.:/-]*\\w)");
  }

  /** Returns what is wrong with the models that a file, or a file in a folder, names. */
  List<String> in(Path paper) throws IOException {
    List<String> wrong = new ArrayList<>();
    try (Stream<Path> files = Files.walk(paper)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        int line = 0;
        for (String text : Files.readAllLines(file)) {
          line++;
          Matcher found = reference.matcher(text);
          while (found.find()) {
            String why = wrong(models.getOrDefault(found.group(1), Map.of()).get(found.group(3)));
            if (why != null) {
              wrong.add(file + ":" + line + ": \"" + found.group() + "\" " + why);
            }
          }
        }
      }
    }
    return wrong;
  }

  /** Returns what is wrong with naming this model; null for nothing. */
  static @Nullable String wrong(@Nullable JsonObject model) {
    if (model == null) {
      return "is not in the price list";
    }
    return PublicModels.isRetired(model) ? "is retired" : null;
  }
}
