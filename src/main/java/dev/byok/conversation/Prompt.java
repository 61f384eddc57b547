package dev.byok.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A prompt: an optional system prompt, the messages with the question last, and the options.
 *
 * @param suffix for filling a gap, the text after it; the text before it is the last message. Null
 *     for other prompts
 * @param conversation an id shared by all prompts of one session, so that the provider's cache
 *     finds the earlier ones; null for a single prompt
 */
public record Prompt(
    @Nullable String system,
    List<Message> messages,
    Options options,
    @Nullable String suffix,
    @Nullable String conversation) {
  /** Creates a single prompt. */
  public Prompt(@Nullable String system, List<Message> messages, Options options) {
    this(system, messages, options, null, null);
  }

  public Prompt within(String id) {
    return new Prompt(system, messages, options, suffix, id);
  }
}
