package dev.byok.dialects.openai;

import dev.byok.conversation.Attachment;
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
      messages.add(message("system", plain ? system : withTextMarked(parts(Message.user(system)))));
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
        content = parts(turn);
      }
      if (cached != null && !turn.text().isEmpty() && cached.isBehind(i, turn)) {
        content = withTextMarked(parts(turn));
      }
      messages.add(message(turn.role() == Message.Role.USER ? "user" : "assistant", content));
    }
    return messages;
  }

  /** Puts the files first: models answer a question better when it comes after what it is about. */
  private static List<JsonObject> parts(Message turn) {
    List<JsonObject> parts = new ArrayList<>();
    for (Attachment attachment : turn.attachments()) {
      parts.add(attachment.type().isImage() ? image(attachment) : file(attachment));
    }
    if (!turn.text().isEmpty()) {
      parts.add(JsonObject.builder().put("type", "text").put("text", turn.text()).build());
    }
    return parts;
  }

  /** Marks the last part, which is the text. This dialect cannot mark a file. */
  private static List<JsonObject> withTextMarked(List<JsonObject> parts) {
    parts.set(parts.size() - 1, CacheBreakpoints.marked(parts.getLast()));
    return parts;
  }

  private static JsonObject image(Attachment image) {
    return JsonObject.builder()
        .put("type", "image_url")
        .put("image_url", JsonObject.builder().put("url", image.dataUrl()).build())
        .build();
  }

  private static JsonObject file(Attachment file) {
    return JsonObject.builder()
        .put("type", "file")
        .put(
            "file",
            JsonObject.builder()
                .put("filename", file.name())
                .put("file_data", file.dataUrl())
                .build())
        .build();
  }

  private static JsonObject message(String role, Object content) {
    return JsonObject.builder().put("role", role).put("content", content).build();
  }
}
