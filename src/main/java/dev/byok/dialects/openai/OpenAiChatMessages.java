package dev.byok.dialects.openai;

import dev.byok.conversation.Message;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.AttachmentRules;
import dev.byok.dialects.CacheBreakpoints;
import dev.byok.dialects.Call;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds the list of messages. Content without files stays a plain string, because not every server
 * that speaks the dialect knows the form with parts.
 */
final class OpenAiChatMessages {
  private OpenAiChatMessages() {}

  /**
   * Returns the messages, with the system prompt first.
   *
   * @param system the system prompt, which may say more than the prompt's own; or null
   */
  static List<JsonObject> of(Prompt prompt, @Nullable String system, Call call) {
    CacheBreakpoints cached =
        prompt.conversation() == null ? null : CacheBreakpoints.of(prompt, call);
    List<JsonObject> messages = new ArrayList<>();
    if (system != null) {
      boolean plain = cached == null || system.isEmpty();
      messages.add(
          message(
              "system",
              plain ? system : withTextMarked(OpenAiParts.CHAT.of(Message.user(system)))));
    }
    boolean checked = false;
    for (int i = 0; i < prompt.messages().size(); i++) {
      Message turn = prompt.messages().get(i);
      Object content = turn.text();
      if (!turn.attachments().isEmpty()) {
        if (!checked) {
          AttachmentRules.check(prompt, call);
          checked = true;
        }
        content = OpenAiParts.CHAT.of(turn);
      }
      if (cached != null && !turn.text().isEmpty() && cached.isBehind(i, turn)) {
        content = withTextMarked(OpenAiParts.CHAT.of(turn));
      }
      messages.add(message(turn.role() == Message.Role.USER ? "user" : "assistant", content));
    }
    return messages;
  }

  /** Marks the last part, which is the text. This dialect cannot mark a file. */
  private static List<JsonObject> withTextMarked(List<JsonObject> parts) {
    parts.set(parts.size() - 1, CacheBreakpoints.marked(parts.getLast()));
    return parts;
  }

  private static JsonObject message(String role, Object content) {
    return JsonObject.builder().put("role", role).put("content", content).build();
  }
}
