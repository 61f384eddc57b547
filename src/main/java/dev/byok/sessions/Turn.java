package dev.byok.sessions;

import dev.byok.conversation.Message;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One turn of a saved session.
 *
 * @param origin where an answer comes from; null for what the user said
 */
public record Turn(Message message, Instant time, @Nullable Origin origin) {
  public static Turn question(Message message, Instant time) {
    return new Turn(message, time, null);
  }

  public static Turn answer(String text, Instant time, Origin origin) {
    return new Turn(Message.assistant(text), time, origin);
  }

  public boolean isAnswer() {
    return message.role() == Message.Role.ASSISTANT;
  }

  /**
   * The origin of an answer.
   *
   * @param model the reference that was requested, such as {@code openai:work/gpt-5.6-luna}
   * @param served the model that answered, in the provider's words; null when it did not say
   * @param status {@code ok}, or why the answer is incomplete: the label of a {@link
   *     dev.byok.failure.Kind}, such as {@code interrupted}
   * @param reasoning the model's reasoning; empty when there was none. It is never sent again,
   *     since it does not apply to another provider
   * @param entry the id of the ledger entry; null when there is none
   */
  public record Origin(
      String model,
      @Nullable String served,
      String status,
      String reasoning,
      @Nullable String entry) {
    /** Whether the answer is complete. */
    public boolean isWhole() {
      return status.equals("ok");
    }
  }
}
