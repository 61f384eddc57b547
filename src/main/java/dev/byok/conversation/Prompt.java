package dev.byok.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked: an optional system text, the turns so far with the question last, and the options.
 */
public record Prompt(@Nullable String system, List<Message> messages, Options options) {}
