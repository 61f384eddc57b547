package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects what the output of one answer says: text, summaries of the reasoning, refusals, and
 * whether a tool is asked for.
 */
final class OpenAiResponsesOutput {
  private static final int LONGEST_REFUSAL = 64 * 1024;

  private final StringBuilder refusal = new StringBuilder();
  private boolean anyText;
  private boolean anyReasoning;
  private boolean anyTool;
  private String piece = "";
  private String summary = "";

  /** Reads an event that is about a piece of the output. */
  void piece(String type, JsonObject data, List<Delta> deltas) {
    switch (type) {
      case "response.output_text.delta" -> text(data.text("delta"), part(data), deltas);
      case "response.output_text.done" -> {
        // Some servers send a short text at once.
        if (!part(data).equals(piece)) {
          text(data.text("text"), part(data), deltas);
        }
      }
      case "response.refusal.delta" -> refuse(data.text("delta"));
      case "response.refusal.done" -> {
        if (refusal.isEmpty()) {
          refuse(data.text("refusal"));
        }
      }
      case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" ->
          reasoning(data.text("delta"), thought(data), deltas);
      case "response.reasoning_summary_text.done", "response.reasoning_text.done" -> {
        if (!thought(data).equals(summary)) {
          reasoning(data.text("text"), thought(data), deltas);
        }
      }
      case "response.output_item.added", "response.output_item.done" -> tool(data.at("item"));
      default -> {}
    }
  }

  /** Reads the whole output. What came in pieces is not read again. */
  void rest(JsonObject response, List<Delta> deltas) {
    boolean readsText = !anyText;
    boolean readsReasoning = !anyReasoning;
    boolean readsRefusal = refusal.isEmpty();
    List<JsonObject> items = response.objects("output");
    for (int i = 0; i < items.size(); i++) {
      JsonObject item = items.get(i);
      tool(item);
      if (readsReasoning && "reasoning".equals(item.text("type"))) {
        thoughts(item, i, deltas);
      }
      for (JsonObject part : item.objects("content")) {
        if (readsRefusal) {
          refuse(part.text("refusal"));
        }
        if (readsText && "output_text".equals(part.text("type"))) {
          text(part.text("text"), piece, deltas);
        }
      }
    }
  }

  /** Returns why the answer ended, which a refusal or a request for a tool decides first. */
  Delta.Finish finish(String reason) {
    if (!refusal.isEmpty()) {
      return new Delta.Finish("content_filter", refusal.toString());
    }
    return new Delta.Finish(anyTool && reason.equals("stop") ? "tool_calls" : reason);
  }

  /** A summary is what providers show; the open models have the reasoning itself. */
  private void thoughts(JsonObject item, int index, List<Delta> deltas) {
    List<JsonObject> summaries = item.objects("summary");
    List<JsonObject> parts = summaries.isEmpty() ? item.objects("content") : summaries;
    for (int i = 0; i < parts.size(); i++) {
      reasoning(parts.get(i).text("text"), index + "." + i, deltas);
    }
  }

  private void text(@Nullable String words, String of, List<Delta> deltas) {
    if (words != null && !words.isEmpty()) {
      piece = of;
      anyText = true;
      deltas.add(new Delta.Text(words));
    }
  }

  /** The parts of a summary are paragraphs. */
  private void reasoning(@Nullable String words, String of, List<Delta> deltas) {
    if (words != null && !words.isEmpty()) {
      boolean next = anyReasoning && !of.equals(summary);
      summary = of;
      anyReasoning = true;
      deltas.add(new Delta.Reasoning(next ? "\n\n" + words : words));
    }
  }

  private void refuse(@Nullable String words) {
    if (words != null && refusal.length() < LONGEST_REFUSAL) {
      refusal.append(words, 0, Math.min(words.length(), LONGEST_REFUSAL));
    }
  }

  private void tool(JsonObject item) {
    String type = item.text("type");
    anyTool |= "function_call".equals(type) || "custom_tool_call".equals(type);
  }

  private static String part(JsonObject data) {
    return data.count("output_index") + "." + data.count("content_index");
  }

  private static String thought(JsonObject data) {
    Long summary = data.count("summary_index");
    return data.count("output_index")
        + "."
        + (summary == null ? data.count("content_index") : summary);
  }
}
