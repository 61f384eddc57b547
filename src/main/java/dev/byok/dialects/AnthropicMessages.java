package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.catalog.Quirks.StructuredOutput;
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
 * Anthropic's messages: the instructions stand beside the conversation, an answer's length has to
 * be limited, and efforts and schemas share {@code output_config}.
 */
final class AnthropicMessages implements Dialect {
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
    JsonObject effort =
        options.effort() == null
            ? JsonObject.empty()
            : quirks.effort(call.model(), options.effort());
    JsonObject.Builder body = JsonObject.builder().put("model", call.model());
    body.put("max_tokens", OutputLimit.of(call.model(), options, effort));
    body.putIfPresent("system", system(prompt, call));
    body.put("messages", messages(prompt));
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

  private static @Nullable String system(Prompt prompt, Call call) {
    JsonObject schema = prompt.options().schema();
    if (schema == null || byField(call.quirks())) {
      return prompt.system();
    }
    if (call.quirks().structuredOutput() == StructuredOutput.NONE) {
      throw Unsupported.option("--schema", call);
    }
    return SchemaInstruction.below(prompt.system(), schema);
  }

  private static JsonObject format(Options options, Quirks quirks) {
    if (options.schema() == null || !byField(quirks)) {
      return JsonObject.empty();
    }
    JsonObject format =
        JsonObject.builder().put("type", "json_schema").put("schema", options.schema()).build();
    JsonObject config = JsonObject.builder().put("format", format).build();
    return JsonObject.builder().put("output_config", config).build();
  }

  private static boolean byField(Quirks quirks) {
    return quirks.structuredOutput() == StructuredOutput.JSON_SCHEMA;
  }

  private static List<JsonObject> messages(Prompt prompt) {
    List<JsonObject> messages = new ArrayList<>();
    for (Message turn : prompt.messages()) {
      messages.add(
          JsonObject.builder()
              .put("role", turn.role() == Message.Role.USER ? "user" : "assistant")
              .put("content", turn.attachments().isEmpty() ? turn.text() : blocks(turn))
              .build());
    }
    return messages;
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
    // An empty block of text is refused.
    if (!turn.text().isEmpty()) {
      blocks.add(JsonObject.builder().put("type", "text").put("text", turn.text()).build());
    }
    return blocks;
  }
}
