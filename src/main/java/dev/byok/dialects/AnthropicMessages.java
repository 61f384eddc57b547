package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Anthropic's Messages API. The system prompt is a field beside the messages, a limit for the
 * answer is required, and efforts and schemas share {@code output_config}.
 */
public final class AnthropicMessages implements Dialect {
  @Override
  public String path(Call call) {
    return "/messages";
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    AttachmentRules.check(prompt, call);
    Options options = prompt.options();
    Quirks quirks = call.quirks();
    if (options.seed() != null && quirks.seedField() == null) {
      throw Unsupported.option("--seed", call);
    }
    JsonObject effort = ReasoningFields.of(options, call);
    JsonObject.Builder body = JsonObject.builder().put("model", call.model());
    body.put("max_tokens", OutputLimit.of(call.model(), options, effort));
    CacheBreakpoints cached =
        prompt.conversation() == null ? null : CacheBreakpoints.of(prompt, call);
    String system = SchemaInstruction.system(prompt, call);
    if (system == null || cached == null) {
      body.putIfPresent("system", system);
    } else {
      body.put("system", List.of(CacheBreakpoints.marked(text(system))));
    }
    body.put("messages", messages(prompt, cached));
    if (call.stream()) {
      body.put("stream", true);
    }
    body.putIfPresent("temperature", options.temperature());
    if (!options.stop().isEmpty()) {
      body.put("stop_sequences", options.stop());
    }
    String seed = quirks.seedField();
    if (seed != null) {
      body.putIfPresent(seed, options.seed());
    }
    return Json.write(Merge.deep(Merge.deep(body.build(), effort), format(options, quirks)));
  }

  @Override
  public Decoder decoder(Call call) {
    return new AnthropicMessagesDecoder();
  }

  private static JsonObject format(Options options, Quirks quirks) {
    if (options.schema() == null || !SchemaInstruction.hasField(quirks)) {
      return JsonObject.empty();
    }
    JsonObject format =
        JsonObject.builder().put("type", "json_schema").put("schema", options.schema()).build();
    JsonObject config = JsonObject.builder().put("format", format).build();
    return JsonObject.builder().put("output_config", config).build();
  }

  private static List<JsonObject> messages(Prompt prompt, @Nullable CacheBreakpoints cached) {
    List<JsonObject> messages = new ArrayList<>();
    for (int i = 0; i < prompt.messages().size(); i++) {
      Message turn = prompt.messages().get(i);
      Object content = turn.attachments().isEmpty() ? turn.text() : blocks(turn);
      if (cached != null && cached.isBehind(i, turn)) {
        content = withLastMarked(blocks(turn));
      }
      messages.add(
          JsonObject.builder()
              .put("role", turn.role() == Message.Role.USER ? "user" : "assistant")
              .put("content", content)
              .build());
    }
    return messages;
  }

  private static List<JsonObject> withLastMarked(List<JsonObject> blocks) {
    if (!blocks.isEmpty()) {
      blocks.set(blocks.size() - 1, CacheBreakpoints.marked(blocks.getLast()));
    }
    return blocks;
  }

  private static List<JsonObject> blocks(Message turn) {
    List<JsonObject> blocks = new ArrayList<>();
    for (Attachment file : turn.attachments()) {
      JsonObject source =
          JsonObject.builder()
              .put("type", "base64")
              .put("media_type", file.type().mediaType())
              .put("data", file.base64())
              .build();
      blocks.add(
          JsonObject.builder()
              .put("type", file.type().isImage() ? "image" : "document")
              .put("source", source)
              .build());
    }
    // The API refuses an empty text block.
    if (!turn.text().isEmpty()) {
      blocks.add(text(turn.text()));
    }
    return blocks;
  }

  private static JsonObject text(String text) {
    return JsonObject.builder().put("type", "text").put("text", text).build();
  }
}
