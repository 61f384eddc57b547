package dev.byok.client;

import dev.byok.conversation.Prompt;

/** What a provider is asked. */
public sealed interface Ask {
  /** A prompt, which the dialect of the route encodes. */
  record OfPrompt(Prompt prompt) implements Ask {}

  /**
   * A request of another program. It is sent once and as it is, with the route's key. The answer
   * goes to the receiver as it comes; what byok reads of it are its usage, its model and its end.
   */
  record Passing(Passed request, Receiver receiver) implements Ask {}

  static Ask of(Prompt prompt) {
    return new OfPrompt(prompt);
  }

  /** Whether it is a prompt with text after a gap to fill. */
  default boolean fillsGap() {
    return this instanceof OfPrompt asked && asked.prompt().suffix() != null;
  }
}
