package dev.byok.client;

import dev.byok.dialects.AnthropicMessages;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.GeminiGenerateContent;
import dev.byok.dialects.openai.MistralFim;
import dev.byok.dialects.openai.OpenAiChat;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The dialects of this room by their names. Each is made when it is asked for: a start loads the
 * classes of the one that it speaks.
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
    return name.equals("mistral-fim") ? new MistralFim() : null;
  }
}
