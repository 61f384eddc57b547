package dev.byok.testing.strict;

import java.util.List;

/** The providers of Responses that {@link StrictResponses} can play. */
public enum ResponsesVariant {
  OPENAI(ChatVariant.OPENAI, "gpt-6-luna", "none low medium high xhigh max"),
  AZURE(ChatVariant.AZURE, "gpt-6.2-sol", "low medium high xhigh max"),
  XAI(ChatVariant.XAI, "grok-4.7", "low medium high xhigh"),
  BEDROCK(ChatVariant.BEDROCK, "us.openai.gpt-6-luna", "none low medium high xhigh max"),
  KILO(ChatVariant.KILO, "openai/gpt-6-sol", "none low medium high xhigh max");

  private final ChatVariant chat;
  private final String model;
  private final String efforts;

  ResponsesVariant(ChatVariant chat, String model, String efforts) {
    this.chat = chat;
    this.model = model;
    this.efforts = efforts;
  }

  /** Returns the same provider's other wire, which has the same headers and refusals. */
  ChatVariant chat() {
    return chat;
  }

  String model() {
    return model;
  }

  List<String> efforts() {
    return List.of(efforts.split(" ", -1));
  }

  /** OpenAI's reasoning models sample as they like. */
  boolean takesTemperature() {
    return this == XAI || this == KILO;
  }

  boolean takesPdf() {
    return this == OPENAI || this == BEDROCK;
  }
}
