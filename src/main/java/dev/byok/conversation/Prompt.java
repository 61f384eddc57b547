package dev.byok.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: an optional system text, the turns so far with the question last, and the options.
 *
 * @param suffix for filling in the middle: what stands behind the gap, whose front is the last
 *     message's text; null for a conversation
 */
public record Prompt(
    @Nullable String system, List<Message> messages, Options options, @Nullable String suffix) {
  /** A conversation. */
  public Prompt(@Nullable String system, List<Message> messages, Options options) {
    this(system, messages, options, null);
  }
}
