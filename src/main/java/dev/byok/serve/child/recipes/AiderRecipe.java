package dev.byok.serve.child.recipes;

import java.util.List;
import java.util.Map;

/**
 * Aider. It reads files of variables that count more than those of its caller, and settings that
 * count more than both; its own variables count more than its settings files.
 */
final class AiderRecipe implements Recipe {
  private static final String OPENAI = "openai-chat";
  private static final String ANTHROPIC = "anthropic-messages";
  private static final String GEMINI = "gemini-generate-content";

  @Override
  public List<String> wires() {
    return List.of(OPENAI, ANTHROPIC, GEMINI);
  }

  @Override
  public void apply(Loan loan, Map<String, String> env, Changes changes) {
    LentKey openai = loan.speaking(OPENAI);
    boolean anthropic = loan.speaking(ANTHROPIC) != null;
    if (openai == null && !anthropic && loan.speaking(GEMINI) == null) {
      return;
    }
    if (openai != null) {
      changes.set("AIDER_OPENAI_API_BASE", loan.base(openai, "/v1"));
      changes.set("AIDER_OPENAI_API_KEY", loan.tokenText());
    }
    if (anthropic) {
      changes.set("AIDER_ANTHROPIC_API_KEY", loan.tokenText());
    }
    // Keys by provider, which would replace the token.
    changes.remove("AIDER_API_KEY");
  }
}
