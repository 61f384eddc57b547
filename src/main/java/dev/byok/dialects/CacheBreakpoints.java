package dev.byok.dialects;

import dev.byok.conversation.Message;
import dev.byok.conversation.Prompt;
import dev.byok.conversation.TokenEstimate;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Up to where a conversation is to be kept in the provider's cache: behind the instructions, and
 * behind the last two of the user's turns. What was kept behind the last turn when that was asked
 * is met there when the next one is. These are three of the four places that are allowed.
 *
 * <p>A prompt that stands alone has none: writing to a cache costs more than not to, and nothing
 * would ever be read.
 */
public final class CacheBreakpoints {
  /** No model keeps less than this. */
  private static final long LEAST_TOKENS = 1_024;

  private static final JsonObject EPHEMERAL = JsonObject.builder().put("type", "ephemeral").build();

  private final int firstTurn;

  private CacheBreakpoints(int firstTurn) {
    this.firstTurn = firstTurn;
  }

  /** Where a prompt has them; null when it has none. */
  public static @Nullable CacheBreakpoints of(Prompt prompt, Call call) {
    boolean wanted =
        prompt.conversation() != null
            && call.quirks().takesCacheBreakpoints(call.model())
            && TokenEstimate.of(prompt) >= LEAST_TOKENS;
    return wanted ? new CacheBreakpoints(lastButOne(prompt)) : null;
  }

  /** The place of the user's last turn but one; of the last where there is no other. */
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

  /** Whether there is one behind the turn at this place. */
  public boolean isBehind(int place, Message turn) {
    return place >= firstTurn && turn.role() == Message.Role.USER;
  }

  /** The block with the mark that Anthropic's models read. */
  public static JsonObject marked(JsonObject block) {
    return block.with("cache_control", EPHEMERAL);
  }
}
