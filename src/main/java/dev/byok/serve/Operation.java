package dev.byok.serve;

import dev.byok.client.Dialects;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a program may ask of a provider through the gateway. Nothing else is passed on. */
enum Operation {
  CHAT("chat/completions", "openai-chat", Shape.OPENAI),
  RESPONSES("responses", "openai-responses", Shape.OPENAI),
  MESSAGES("messages", "anthropic-messages", Shape.ANTHROPIC),
  MESSAGES_COUNT("messages/count_tokens", "anthropic-messages", Shape.ANTHROPIC),
  EMBEDDINGS("embeddings", "openai-chat", Shape.OPENAI),
  FILL_IN("fim/completions", "openai-chat", Shape.OPENAI),
  GENERATE("generateContent", "gemini-generate-content", Shape.GEMINI),
  GENERATE_STREAM("streamGenerateContent", "gemini-generate-content", Shape.GEMINI),
  GEMINI_COUNT("countTokens", "gemini-generate-content", Shape.GEMINI),
  GEMINI_EMBED("embedContent", "gemini-generate-content", Shape.GEMINI);

  private static final List<Operation> ALL = List.of(values());

  private final String path;
  private final String dialect;
  private final Shape shape;

  Operation(String path, String dialect, Shape shape) {
    this.path = path;
    this.dialect = dialect;
    this.shape = shape;
  }

  /** Returns the operation with this path below a version segment; null if there is none. */
  static @Nullable Operation at(String path) {
    for (Operation one : ALL) {
      if (!one.namesModelInPath() && one.path.equals(path)) {
        return one;
      }
    }
    return null;
  }

  /** Returns the operation that Gemini's paths name after a colon; null if there is none. */
  static @Nullable Operation afterColon(String word) {
    for (Operation one : ALL) {
      if (one.namesModelInPath() && one.path.equals(word)) {
        return one;
      }
    }
    return null;
  }

  /** Returns the path below the base URL, or for Gemini the word after the colon. */
  String path() {
    return path;
  }

  /** Returns the wire format that a provider must speak to be asked. */
  String dialect() {
    return dialect;
  }

  /** Returns the form of refusals. */
  Shape shape() {
    return shape;
  }

  /** Returns whether the model is in the path instead of the body. */
  boolean namesModelInPath() {
    return shape == Shape.GEMINI;
  }

  /** Returns the name of the decoder that reads usage from the answer. */
  String decoder() {
    return switch (this) {
      case EMBEDDINGS, GEMINI_EMBED -> Dialects.EMBEDDINGS;
      case FILL_IN -> Dialects.MISTRAL_FIM;
      case MESSAGES_COUNT, GEMINI_COUNT -> Dialects.NONE;
      default -> dialect;
    };
  }

  /** Returns whether the provider bills it, so that it has a line in the ledger. */
  boolean isBilled() {
    return this != MESSAGES_COUNT && this != GEMINI_COUNT;
  }
}
