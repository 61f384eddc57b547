package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text and the reasoning in a {@code delta} or a {@code message}, wherever the provider
 * puts them.
 */
final class OpenAiChatContent {
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final @Nullable OpenAiChatThinkTags tags;
  private final StringBuilder refusal = new StringBuilder();

  /**
   * Reads the contents of one answer.
   *
   * @param thinkTag the tag between which the text itself may hold reasoning, or null
   */
  OpenAiChatContent(@Nullable String thinkTag) {
    tags = thinkTag == null ? null : new OpenAiChatThinkTags(thinkTag);
  }

  void read(JsonObject from, List<Delta> deltas) {
    if (!plainReasoning(from, deltas)) {
      for (Object detail : from.list("reasoning_details")) {
        if (detail instanceof JsonObject piece && !reasoning(piece, "text", deltas)) {
          reasoning(piece, "summary", deltas);
        }
      }
    }
    Object content = from.get("content");
    if (content instanceof List<?> parts) {
      for (Object part : parts) {
        if (part instanceof JsonObject piece) {
          part(piece, deltas);
        }
      }
    } else if (content instanceof String words && !words.isEmpty()) {
      text(words, deltas);
    }
    refuses(from);
  }

  /** Returns why the model refuses, in its own words; empty when it does not. */
  String refusal() {
    return refusal.toString();
  }

  private void refuses(JsonObject from) {
    String words = from.text("refusal");
    if (words != null && refusal.length() < LONGEST_REFUSAL) {
      refusal.append(words, 0, Math.min(words.length(), LONGEST_REFUSAL));
    }
  }

  /** Ends the text. What could have become a tag is handed out. */
  void end(List<Delta> deltas) {
    if (tags != null) {
      tags.end(deltas);
    }
  }

  /** Reads the first of these fields that is there; some servers repeat the words in several. */
  private static boolean plainReasoning(JsonObject from, List<Delta> deltas) {
    return reasoning(from, "reasoning_content", deltas)
        || reasoning(from, "reasoning", deltas)
        || reasoning(from, "reasoning_text", deltas);
  }

  private static boolean reasoning(JsonObject from, String field, List<Delta> deltas) {
    String words = from.text(field);
    if (words == null || words.isEmpty()) {
      return false;
    }
    deltas.add(new Delta.Reasoning(words));
    return true;
  }

  /** Mistral's reasoning is {@code {"type":"thinking","thinking":[{"type":"text","text":…}]}}. */
  private void part(JsonObject part, List<Delta> deltas) {
    if ("thinking".equals(part.text("type"))) {
      if (!reasoning(part, "thinking", deltas)) {
        for (Object piece : part.list("thinking")) {
          if (piece instanceof JsonObject thought) {
            reasoning(thought, "text", deltas);
          }
        }
      }
    } else {
      refuses(part);
      text(part.text("text"), deltas);
    }
  }

  private void text(@Nullable String words, List<Delta> deltas) {
    if (words == null || words.isEmpty()) {
      return;
    }
    if (tags == null) {
      deltas.add(new Delta.Text(words));
    } else {
      tags.next(words, deltas);
    }
  }
}
