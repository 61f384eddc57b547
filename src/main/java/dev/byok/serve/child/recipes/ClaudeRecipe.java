package dev.byok.serve.child.recipes;

import java.util.List;
import java.util.Map;

/**
 * Claude Code. Its settings files may name another address, which counts more than a variable,
 * unless it is told that its host manages the provider.
 */
final class ClaudeRecipe implements Recipe {
  private static final String WIRE = "anthropic-messages";

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
    changes.set("ANTHROPIC_BASE_URL", loan.base(key, ""));
    changes.set("ANTHROPIC_AUTH_TOKEN", loan.tokenText());
    changes.set("CLAUDE_CODE_PROVIDER_MANAGED_BY_HOST", "1");
    // With both, it warns or asks which to use.
    changes.remove("ANTHROPIC_API_KEY");
    changes.removeAll("CLAUDE_CODE_USE_", env);
  }
}
