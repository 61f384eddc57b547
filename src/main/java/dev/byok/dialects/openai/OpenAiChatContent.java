package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text and the reasoning in a {@code delta} or a {@code message}, wherever its provider puts
 * them.
 */
final class OpenAiChatContent {
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final @Nullable OpenAiChatThinkTags tags;
  private final StringBuilder refusal = new StringBuilder();

  /**
   * The contents of one answer.
   *
   * @param thinkTags whether reasoning may stand in the text itself
   */
  OpenAiChatContent(boolean thinkTags) {
    tags = thinkTags ? new OpenAiChatThinkTags() : null;
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

  /** Why the model refuses, in its own words; empty when it does not. */
  String refusal() {
    return refusal.toString();
  }

  private void refuses(JsonObject from) {
    String words = from.text("refusal");
    if (words != null && refusal.length() < LONGEST_REFUSAL) {
      refusal.append(words, 0, Math.min(words.length(), LONGEST_REFUSAL));
    }
  }

  /** The text is over: what could have become a tag is none. */
  void end(List<Delta> deltas) {
    if (tags != null) {
      tags.end(deltas);
    }
  }

  /** Some servers state the same words in several of these fields: the first one counts. */
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

  /** Mistral's form: {@code {"type":"thinking","thinking":[{"type":"text","text":…}]}}. */
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
