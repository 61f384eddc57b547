package dev.byok.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: an optional system text, the turns so far with the question last, and the options.
 *
 * @param suffix for filling in the middle: what stands behind the gap, whose front is the last
 *     message's text; null for a conversation
 * @param conversation the same for every prompt of one conversation, so that what was asked before
 *     can be met in the provider's cache; null for a prompt that no other follows
 */
public record Prompt(
    @Nullable String system,
    List<Message> messages,
    Options options,
    @Nullable String suffix,
    @Nullable String conversation) {
  /** One prompt that stands alone. */
  public Prompt(@Nullable String system, List<Message> messages, Options options) {
    this(system, messages, options, null, null);
  }

  /** The same as a part of a conversation. */
  public Prompt within(String id) {
    return new Prompt(system, messages, options, suffix, id);
  }
}
