package dev.byok.serve.child.recipes;

import dev.byok.json.Json;
import java.util.List;
import java.util.Map;

/**
 * Codex. It ignores variables for the address; arguments count more than its configuration. A
 * provider of its own speaks HTTP only, and its id is one that no configuration has, since a table
 * of that name would be merged in. The token is in a variable: arguments can be seen by others.
 */
final class CodexRecipe implements Recipe {
  private static final String WIRE = "openai-responses";

  private static final String ID = "byok-exec";

  @Override
  public List<String> wires() {
    return List.of(WIRE);
  }

  @Override
  public void apply(Loan loan, Map<String, String> env, Changes changes) {
    LentKey key = loan.speaking(WIRE);
    if (key == null) {
      return;
    }
    String table = "model_providers." + ID + ".";
    changes.argument("-c", "model_provider=" + Json.write(ID));
    changes.argument("-c", table + "name=" + Json.write("byok"));
    changes.argument("-c", table + "base_url=" + Json.write(loan.base(key, "/v1")));
    changes.argument("-c", table + "env_key=" + Json.write(GenericVariables.TOKEN));
  }
}
