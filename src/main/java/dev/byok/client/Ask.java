package dev.byok.client;

import dev.byok.conversation.Prompt;
import org.jspecify.annotations.Nullable;

/** What a provider is asked. */
public sealed interface Ask {
  /** A prompt, which the dialect of the route encodes. */
  record OfPrompt(Prompt prompt) implements Ask {}

  /**
   * A body that is already in the provider's dialect. It is sent as it is, with whatever fields it
   * has. The answer is still decoded, for its usage and finish reason.
   *
   * @param mostTokens the limit for the answer that the body states, or null if it states none
   */
  record OnTheWire(String body, @Nullable Long mostTokens) implements Ask {}

  static Ask of(Prompt prompt) {
    return new OfPrompt(prompt);
  }

  /** Whether it is a prompt with text after a gap to fill. */
  default boolean fillsGap() {
    return this instanceof OfPrompt asked && asked.prompt().suffix() != null;
  }
}
