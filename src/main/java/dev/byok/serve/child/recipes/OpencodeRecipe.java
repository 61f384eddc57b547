package dev.byok.serve.child.recipes;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Opencode, and Kilo's command line, which is made of it. A configuration in a variable counts more
 * than any file. What it has stored of logins is hidden, since a login would be used instead.
 *
 * @param prefix of its variables
 */
record OpencodeRecipe(String prefix) implements Recipe {
  @Override
  public List<String> wires() {
    return List.of("openai-responses", "anthropic-messages", "gemini-generate-content");
  }

  @Override
  public void apply(Loan loan, Map<String, String> env, Changes changes) {
    String variable = prefix + "_CONFIG_CONTENT";
    JsonObject users = users(variable, env);
    JsonObject providers = users.at("provider");
    Set<String> filled = new HashSet<>();
    for (LentKey key : loan.keys()) {
      Provider provider = key.provider();
      String path = provider.lent().agents();
      String id = provider.priceListId();
      if (path != null && id != null && filled.add(id)) {
        JsonObject own = providers.at(id);
        JsonObject options =
            own.at("options")
                .with("baseURL", loan.base(key, path))
                .with("apiKey", "{env:" + GenericVariables.TOKEN + "}");
        providers = providers.with(id, own.with("options", options));
      }
    }
    if (filled.isEmpty()) {
      return;
    }
    JsonObject content = users.with("disabled_providers", List.of()).with("provider", providers);
    changes.set(variable, Json.write(content));
    changes.set(prefix + "_AUTH_CONTENT", "{}");
  }

  /** Returns the configuration that the caller has in the same variable. */
  private static JsonObject users(String variable, Map<String, String> env) {
    String text = env.getOrDefault(variable, "");
    if (text.isBlank()) {
      return JsonObject.empty();
    }
    try {
      return Json.parseObject(JsonComments.without(text));
    } catch (JsonSyntaxException broken) {
      throw Failure.of(Kind.USAGE, variable + " is not a JSON object")
          .hint("fix it, or unset it")
          .causedBy(broken);
    }
  }
}
