package dev.byok.client;

import dev.byok.dialects.AnthropicMessages;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.GeminiGenerateContent;
import dev.byok.dialects.openai.MistralFim;
import dev.byok.dialects.openai.OpenAiChat;
import dev.byok.dialects.openai.OpenAiResponses;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds dialects by name, all but Bedrock's. Each is created on demand, so that a start loads only
 * the classes of the one that it uses.
 */
public final class Dialects implements Function<String, @Nullable Dialect> {
  @Override
  public @Nullable Dialect apply(String name) {
    if (name.equals("openai-chat")) {
      return new OpenAiChat();
    }
    if (name.equals("anthropic-messages")) {
      return new AnthropicMessages();
    }
    if (name.equals("gemini-generate-content")) {
      return new GeminiGenerateContent();
    }
    if (name.equals("openai-responses")) {
      return new OpenAiResponses();
    }
    return name.equals("mistral-fim") ? new MistralFim() : null;
  }
}
