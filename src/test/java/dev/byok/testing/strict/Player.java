package dev.byok.testing.strict;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** A provider from byok's list, and the server that plays it. */
public enum Player {
  OPENAI("openai"),
  MISTRAL("mistral"),
  XAI("xai"),
  DEEPSEEK("deepseek"),
  AZURE("azure"),
  AZURE_DEPLOYMENTS("azure"),
  KILO("kilo"),
  BEDROCK("bedrock"),
  OPENAI_RESPONSES("openai"),
  AZURE_RESPONSES("azure"),
  XAI_RESPONSES("xai"),
  KILO_RESPONSES("kilo"),
  BEDROCK_RESPONSES("bedrock"),
  ANTHROPIC("anthropic"),
  MINIMAX("minimax"),
  GOOGLE("google");

  private final String provider;

  Player(String provider) {
    this.provider = provider;
  }

  StrictServer start(String key) {
    Service service =
        switch (this) {
          case ANTHROPIC -> StrictAnthropic.anthropic();
          case MINIMAX -> StrictAnthropic.miniMax();
          case GOOGLE -> new StrictGemini();
          case OPENAI_RESPONSES,
              AZURE_RESPONSES,
              XAI_RESPONSES,
              KILO_RESPONSES,
              BEDROCK_RESPONSES ->
              new StrictResponses(responses());
          default -> new StrictOpenAiChat(ChatVariant.valueOf(name()));
        };
    return StrictServer.start(service, key);
  }

  /** Returns the variables that lead byok to that server with that key. */
  Map<String, String> env(StrictServer server, String key) {
    Map<String, String> env = new HashMap<>();
    String stem = "BYOK_" + provider.toUpperCase(Locale.ROOT);
    env.put(stem + "_API_KEY", key);
    // For Azure and Bedrock, the host alone is enough.
    boolean alone = provider.equals("azure") || provider.equals("bedrock");
    env.put(stem + "_HOST", alone ? server.origin() : server.base());
    if (this == AZURE_DEPLOYMENTS) {
      env.put("OPENAI_API_VERSION", "2024-10-21");
    }
    if (speaksResponses()) {
      // A key with a host of its own keeps the usual wire unless it is told otherwise.
      env.put(stem + "_WIRE", "responses");
    }
    if (provider.equals("bedrock")) {
      env.put("AWS_REGION", "us-east-1");
      env.putIfAbsent(stem + "_WIRE", "chat");
    }
    return env;
  }

  private ResponsesVariant responses() {
    return ResponsesVariant.valueOf(name().replace("_RESPONSES", ""));
  }

  boolean speaksResponses() {
    return name().endsWith("_RESPONSES");
  }

  String provider() {
    return provider;
  }

  /** Returns {@code provider/model}. */
  String reference() {
    String model =
        switch (this) {
          case ANTHROPIC -> StrictAnthropic.anthropic().model();
          case MINIMAX -> StrictAnthropic.miniMax().model();
          case GOOGLE -> StrictGemini.MODEL;
          case OPENAI_RESPONSES,
              AZURE_RESPONSES,
              XAI_RESPONSES,
              KILO_RESPONSES,
              BEDROCK_RESPONSES ->
              responses().model();
          default -> ChatVariant.valueOf(name()).model();
        };
    return provider + "/" + model;
  }

  /** Returns a reference to a model that is not there. */
  String unknown() {
    // Bedrock's wires are for OpenAI's models.
    return provider + (provider.equals("bedrock") ? "/us.openai.gpt-6-none" : "/no-such-model");
  }

  boolean takesPdf() {
    return this == OPENAI
        || this == OPENAI_RESPONSES
        || this == BEDROCK_RESPONSES
        || this == ANTHROPIC
        || this == GOOGLE;
  }

  /** Claude's newer models refuse a temperature, and so do those of OpenAI. */
  boolean takesTemperature() {
    return this != ANTHROPIC
        && this != MINIMAX
        && (!speaksResponses() || responses().takesTemperature());
  }

  boolean takesSeed() {
    return this != ANTHROPIC && this != MINIMAX && !speaksResponses();
  }

  boolean takesStop() {
    return !speaksResponses();
  }
}
