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
  OPENAI_RESPONSES("openai"),
  AZURE_RESPONSES("azure"),
  XAI_RESPONSES("xai"),
  KILO_RESPONSES("kilo"),
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
          case OPENAI_RESPONSES, AZURE_RESPONSES, XAI_RESPONSES, KILO_RESPONSES ->
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
    // For Azure, the host alone is enough.
    env.put(stem + "_HOST", provider.equals("azure") ? server.origin() : server.base());
    if (this == AZURE_DEPLOYMENTS) {
      env.put("OPENAI_API_VERSION", "2024-10-21");
    }
    if (speaksResponses()) {
      // A key with a host of its own keeps chat unless it is told otherwise.
      env.put(stem + "_WIRE", "responses");
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
          case OPENAI_RESPONSES, AZURE_RESPONSES, XAI_RESPONSES, KILO_RESPONSES ->
              responses().model();
          default -> ChatVariant.valueOf(name()).model();
        };
    return provider + "/" + model;
  }

  boolean takesPdf() {
    return this == OPENAI || this == OPENAI_RESPONSES || this == ANTHROPIC || this == GOOGLE;
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
