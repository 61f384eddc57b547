package dev.byok.client;

import dev.byok.conversation.Prompt;
import org.jspecify.annotations.Nullable;

/** What a provider is asked. */
public sealed interface Ask {
  /** A prompt, which is written down in the words of whichever wire leads to the provider. */
  record OfPrompt(Prompt prompt) implements Ask {}

  /**
   * A body in the words of the provider's wire already. It goes out as it is, with whatever fields
   * it has; the answer is decoded all the same, since usage and finish are counted.
   *
   * @param mostTokens of the answer, as the body has it; null where it does not say
   */
  record OnTheWire(String body, @Nullable Long mostTokens) implements Ask {}

  /** The prompt, to be written down by the dialect. */
  static Ask of(Prompt prompt) {
    return new OfPrompt(prompt);
  }

  /** Whether the text behind a gap is a part of it. */
  default boolean fillsGap() {
    return this instanceof OfPrompt asked && asked.prompt().suffix() != null;
  }
}
