package dev.byok.keys.names;

import dev.byok.catalog.KeyNames;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names of environment variables that contain provider keys: those that byok reads, and those
 * that other clients of the same providers read.
 */
public final class KeyVariables {
  /** Endings that clients use after a provider's name. */
  private static final List<String> ENDINGS =
      List.of(
          "_API_KEY",
          "_KEY",
          "_API_TOKEN",
          "_ADMIN_KEY",
          "_ADMIN_API_KEY",
          "_ADMIN_TOKEN",
          "_AUTH_TOKEN",
          "_MANAGEMENT_KEY",
          "_PROVISIONING_KEY",
          "_OAUTH_TOKEN");

  /** Names that no rule yields. */
  private static final Set<String> OTHERS =
      Set.of(
          "ALIBABA_API_KEY",
          "ALIBABA_CODING_PLAN_API_KEY",
          "ARK_API_KEY",
          "AZURE_INFERENCE_CREDENTIAL",
          "AZURE_OPENAI_AD_TOKEN",
          "BIGMODEL_API_KEY",
          "CHATGPT_API_KEY",
          "CLAUDE_API_KEY",
          "CLAUDE_CODE_OAUTH_TOKEN",
          "CODEX_ACCESS_TOKEN",
          "CODEX_API_KEY",
          "GLM_API_KEY",
          "GOOGLE_AI_API_KEY",
          "GOOGLE_GENAI_API_KEY",
          "GROK_API_KEY",
          "HUGGINGFACEHUB_API_TOKEN",
          "HUGGINGFACE_HUB_TOKEN",
          "HUGGINGFACE_TOKEN",
          "HUGGING_FACE_HUB_TOKEN",
          "HUGGING_FACE_TOKEN",
          "KILOCODE_API_KEY",
          "KILOCODE_TOKEN",
          "KILO_GATEWAY_API_KEY",
          "KIMI_CODING_API_KEY",
          "NGC_API_KEY",
          "NVIDIA_NIM_API_KEY",
          "OLLAMA_API_KEY",
          "OPENAI_TOKEN",
          "PALM_API_KEY",
          "PPLX_API_KEY",
          "QWEN_API_KEY",
          "TOGETHERAI_API_KEY",
          "TOGETHER_AI_API_KEY",
          "VERCEL_AI_GATEWAY_API_KEY",
          "VOLCENGINE_API_KEY",
          "XAI_TOKEN");

  private KeyVariables() {}

  /** Returns all names, in capitals, without those that are also used for other things. */
  public static Set<String> of(List<? extends KeyNames> providers) {
    Set<String> names = new HashSet<>();
    Set<String> shared = new HashSet<>();
    for (KeyNames provider : providers) {
      names.addAll(provider.env());
      shared.addAll(provider.sharedEnv());
      if (!provider.sharedEnv().isEmpty()) {
        continue;
      }
      addAll(provider.id(), names);
      for (String alias : provider.aliases()) {
        addAll(alias, names);
      }
      for (String variable : provider.env()) {
        for (String ending : List.of("_API_KEY", "_TOKEN")) {
          if (variable.endsWith(ending)) {
            addAll(variable.substring(0, variable.length() - ending.length()), names);
          }
        }
      }
    }
    names.removeAll(shared);
    names.addAll(OTHERS);
    return names;
  }

  private static void addAll(String stem, Set<String> names) {
    for (String ending : ENDINGS) {
      names.add(stem.toUpperCase(Locale.ROOT).replace('-', '_') + ending);
    }
  }
}
