package dev.byok.client.bedrock;

import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.AttachmentRules;
import dev.byok.dialects.CacheBreakpoints;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.ReasoningFields;
import dev.byok.dialects.SchemaInstruction;
import dev.byok.dialects.openai.OpenAiChatStrictness;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Converse and ConverseStream, one format for all of Bedrock's models. */
final class ConverseDialect implements Dialect {
  @Override
  public String path(Call call) {
    // One path segment, whatever it contains: ids end in ":0", and those of profiles are whole
    // ARNs.
    String model = URLEncoder.encode(call.model(), StandardCharsets.UTF_8).replace("+", "%20");
    return "/model/" + model + (call.stream() ? "/converse-stream" : "/converse");
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    Options options = prompt.options();
    if (options.seed() != null) {
      throw Failure.of(Kind.USAGE, "Bedrock does not support --seed")
          .provider("bedrock")
          .hint("omit --seed");
    }
    AttachmentRules.check(prompt, call);
    JsonObject.Builder body = JsonObject.builder();
    CacheBreakpoints cached =
        prompt.conversation() == null ? null : CacheBreakpoints.of(prompt, call);
    JsonObject schema = options.schema();
    boolean inField = schema != null && hasFieldFor(schema, call);
    String system = prompt.system();
    if (schema != null && !inField) {
      system = SchemaInstruction.below(system, schema);
    }
    if (system != null) {
      boolean kept = cached != null && !system.isBlank();
      body.put("system", kept ? List.of(text(system), cachePoint()) : List.of(text(system)));
    }
    body.put("messages", messages(prompt, cached));
    body.putIfPresent("inferenceConfig", inference(options));
    JsonObject reasoning = ReasoningFields.of(options, call);
    if (!reasoning.fields().isEmpty()) {
      body.put(
          "additionalModelRequestFields",
          call.quirks().nestsEffort(call.model()) ? ReasoningFields.nested(reasoning) : reasoning);
    }
    if (schema != null && inField) {
      body.put("outputConfig", outputConfig(schema));
    }
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder(Call call) {
    return new ConverseDecoder();
  }

  /**
   * Returns whether the field for schemas takes this one. Converse always asks OpenAI's models for
   * strict mode, which refuses a schema that leaves anything open. Such a schema is in the system
   * prompt instead; the answer is validated either way.
   */
  private static boolean hasFieldFor(JsonObject schema, Call call) {
    return !call.quirks().takesOnlyClosedSchemas(call.model())
        || OpenAiChatStrictness.allows(schema);
  }

  private static List<JsonObject> messages(Prompt prompt, @Nullable CacheBreakpoints cached) {
    List<JsonObject> messages = new ArrayList<>();
    DocumentNames names = new DocumentNames();
    for (int i = 0; i < prompt.messages().size(); i++) {
      Message turn = prompt.messages().get(i);
      List<JsonObject> content = new ArrayList<>();
      for (Attachment attachment : turn.attachments()) {
        content.add(attachment.type().isImage() ? image(attachment) : document(attachment, names));
      }
      // A file may be sent alone, and blank text is refused.
      if (content.isEmpty() || !turn.text().isBlank()) {
        content.add(text(turn.text()));
      }
      if (cached != null && cached.isBehind(i, turn)) {
        content.add(cachePoint());
      }
      messages.add(
          JsonObject.builder()
              .put("role", turn.role() == Message.Role.USER ? "user" : "assistant")
              .put("content", content)
              .build());
    }
    return messages;
  }

  private static JsonObject text(String text) {
    return JsonObject.builder().put("text", text).build();
  }

  /** Returns the block that follows what is to be cached. */
  private static JsonObject cachePoint() {
    return block("cachePoint", JsonObject.builder().put("type", "default"));
  }

  private static JsonObject image(Attachment image) {
    JsonObject.Builder block = JsonObject.builder().put("format", image.type().format());
    return block("image", block.put("source", source(image)));
  }

  private static JsonObject document(Attachment document, DocumentNames names) {
    JsonObject.Builder block =
        JsonObject.builder()
            .put("format", document.type().format())
            .put("name", names.next(document.name()));
    return block("document", block.put("source", source(document)));
  }

  private static JsonObject source(Attachment attachment) {
    return JsonObject.builder().put("bytes", attachment.base64()).build();
  }

  private static JsonObject block(String kind, JsonObject.Builder content) {
    return JsonObject.builder().put(kind, content.build()).build();
  }

  private static @Nullable JsonObject inference(Options options) {
    JsonObject.Builder inference = JsonObject.builder();
    inference.putIfPresent("maxTokens", options.maxTokens());
    inference.putIfPresent("temperature", options.temperature());
    inference.putIfPresent("stopSequences", options.stop().isEmpty() ? null : options.stop());
    JsonObject built = inference.build();
    return built.fields().isEmpty() ? null : built;
  }

  /** The schema is passed as a string. */
  private static JsonObject outputConfig(JsonObject schema) {
    JsonObject definition =
        JsonObject.builder().put("name", "answer").put("schema", Json.write(schema)).build();
    JsonObject format =
        JsonObject.builder()
            .put("type", "json_schema")
            .put("structure", JsonObject.builder().put("jsonSchema", definition).build())
            .build();
    return JsonObject.builder().put("textFormat", format).build();
  }
}
