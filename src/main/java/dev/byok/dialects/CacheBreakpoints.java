package dev.byok.dialects;

import dev.byok.conversation.Message;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.TokenEstimate;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Chooses up to where a provider should cache the prompts of a session: after the system prompt,
 * and after each of the user's last two turns. What was cached after the last turn is then found
 * again with the next one. That makes three of the four breakpoints that are allowed.
 *
 * <p>A prompt outside a session has none. Writing to a cache costs extra, and nothing would ever be
 * read from it.
 */
public final class CacheBreakpoints {
  /** No model caches a prompt with fewer tokens. */
  private static final long LEAST_TOKENS = 1_024;

  private static final JsonObject EPHEMERAL = JsonObject.builder().put("type", "ephemeral").build();

  private final int firstTurn;

  private CacheBreakpoints(int firstTurn) {
    this.firstTurn = firstTurn;
  }

  /** Returns the breakpoints of a prompt, or null when it has none. */
  public static @Nullable CacheBreakpoints of(Prompt prompt, Call call) {
    boolean wanted =
        prompt.conversation() != null
            && call.quirks().takesCacheBreakpoints(call.model())
            && TokenEstimate.of(prompt) >= LEAST_TOKENS;
    return wanted ? new CacheBreakpoints(lastButOne(prompt)) : null;
  }

  /** Returns the index of the user's last turn but one, or of the only one. */
  private static int lastButOne(Prompt prompt) {
    int found = prompt.messages().size();
    int turns = 0;
    for (int i = prompt.messages().size() - 1; i >= 0 && turns < 2; i--) {
      if (prompt.messages().get(i).role() == Message.Role.USER) {
        found = i;
        turns++;
      }
    }
    return found;
  }

  /** Returns whether there is a breakpoint after the turn at this index. */
  public boolean isBehind(int place, Message turn) {
    return place >= firstTurn && turn.role() == Message.Role.USER;
  }

  /** Returns the block with the mark that Anthropic's models read. */
  public static JsonObject marked(JsonObject block) {
    return block.with("cache_control", EPHEMERAL);
  }
}
