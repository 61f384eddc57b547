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
  public static final String OPENAI_CHAT = "openai-chat";
  public static final String OPENAI_RESPONSES = "openai-responses";
  public static final String ANTHROPIC_MESSAGES = "anthropic-messages";
  public static final String GEMINI_GENERATE_CONTENT = "gemini-generate-content";
  public static final String MISTRAL_FIM = "mistral-fim";

  /** Embeddings, of which no prompt asks; the decoder reads the usage of any provider's. */
  public static final String EMBEDDINGS = "embeddings";

  /** What costs nothing, such as a count of tokens or a list of models; nothing of it is read. */
  public static final String NONE = "none";

  @Override
  public @Nullable Dialect apply(String name) {
    if (name.equals(OPENAI_CHAT)) {
      return new OpenAiChat();
    }
    if (name.equals(ANTHROPIC_MESSAGES)) {
      return new AnthropicMessages();
    }
    if (name.equals(GEMINI_GENERATE_CONTENT)) {
      return new GeminiGenerateContent();
    }
    if (name.equals(OPENAI_RESPONSES)) {
      return new OpenAiResponses();
    }
    return name.equals(MISTRAL_FIM) ? new MistralFim() : null;
  }
}
