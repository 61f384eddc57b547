package dev.byok.testing.strict;

/** The providers that {@link StrictOpenAiChat} can play. */
public enum ChatVariant {
  OPENAI("/v1", "", "max_completion_tokens", "seed", true),
  MISTRAL("/v1", "", "max_tokens", "random_seed", false),
  XAI("/v1", "", "max_completion_tokens", "seed", true),
  DEEPSEEK("", "", "max_tokens", "seed", true),
  AZURE("/openai/v1", "", "max_completion_tokens", "seed", true),
  /** Azure's older API, with the deployment in the path. */
  AZURE_DEPLOYMENTS("/openai", "api-version=2024-10-21", "max_completion_tokens", "seed", true),
  /** OpenAI's models on AWS. */
  BEDROCK("/openai/v1", "", "max_completion_tokens", "seed", true),
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

  /** Returns the model, or the name of the deployment. */
  public String model() {
    return switch (this) {
      case OPENAI -> "gpt-5.6-luna";
      case MISTRAL -> "mistral-medium-latest";
      case XAI -> "grok-4.6";
      case DEEPSEEK -> "deepseek-v4-flash-vision-exp";
      case AZURE, AZURE_DEPLOYMENTS -> "my-deployment";
      case BEDROCK -> "us.openai.gpt-5.6-luna";
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

  /** Returns whether a stream reports its usage only on request. The others always do. */
  boolean streamOptions() {
    return streamOptions;
  }

  boolean takesPdf() {
    return this == OPENAI;
  }
}
