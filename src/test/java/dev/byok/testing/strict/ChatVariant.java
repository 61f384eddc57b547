package dev.byok.testing.strict;

/** Who is played by {@link StrictOpenAiChat}. */
public enum ChatVariant {
  OPENAI("/v1", "", "max_completion_tokens", "seed", true),
  MISTRAL("/v1", "", "max_tokens", "random_seed", false),
  XAI("/v1", "", "max_completion_tokens", "seed", true),
  DEEPSEEK("", "", "max_tokens", "seed", true),
  AZURE("/openai/v1", "", "max_completion_tokens", "seed", true),
  /** The older form, with the deployment in the path. */
  AZURE_DEPLOYMENTS("/openai", "api-version=2024-10-21", "max_completion_tokens", "seed", true),
  KILO("/api/gateway", "", "max_tokens", "seed", false);

  private final String base;
  private final String query;
  private final String maxTokensField;
  private final String seedField;
  private final boolean streamOptions;

  ChatVariant(
      String base, String query, String maxTokensField, String seedField, boolean streamOptions) {
    this.base = base;
    this.query = query;
    this.maxTokensField = maxTokensField;
    this.seedField = seedField;
    this.streamOptions = streamOptions;
  }

  /** The path of the base URL. */
  String base() {
    return base;
  }

  /** The model, or the deployment that goes by its name. */
  public String model() {
    return switch (this) {
      case OPENAI -> "gpt-5.6-luna";
      case MISTRAL -> "mistral-medium-latest";
      case XAI -> "grok-4.6";
      case DEEPSEEK -> "deepseek-v4-flash-vision-exp";
      case AZURE, AZURE_DEPLOYMENTS -> "my-deployment";
      case KILO -> "anthropic/claude-sonnet-5";
    };
  }

  String path() {
    return this == AZURE_DEPLOYMENTS
        ? base + "/deployments/" + model() + "/chat/completions"
        : base + "/chat/completions";
  }

  String query() {
    return query;
  }

  String maxTokensField() {
    return maxTokensField;
  }

  String seedField() {
    return seedField;
  }

  /** Whether it wants to be asked for its counts; the others state them unasked. */
  boolean streamOptions() {
    return streamOptions;
  }

  boolean takesPdf() {
    return this == OPENAI;
  }
}
