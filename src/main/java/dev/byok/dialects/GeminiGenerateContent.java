package dev.byok.dialects;

import dev.byok.catalog.Quirks.StructuredOutput;
import dev.byok.conversation.Attachment;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Google's generateContent. The path names the model and the method. */
public final class GeminiGenerateContent implements Dialect {
  private static final String LISTED_AS = "models/";

  @Override
  public String path(Call call) {
    return "/models/"
        + PathSegment.encode(name(call.model()))
        + (call.stream() ? ":streamGenerateContent?alt=sse" : ":generateContent");
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    AttachmentRules.check(prompt, call);
    Options options = prompt.options();
    String system = SchemaInstruction.system(prompt, call);
    JsonObject.Builder body = JsonObject.builder();
    if (system != null) {
      body.put(
          "systemInstruction", JsonObject.builder().put("parts", List.of(text(system))).build());
    }
    body.put("contents", contents(prompt));
    JsonObject config = config(options, call);
    if (!config.fields().isEmpty()) {
      body.put("generationConfig", config);
    }
    JsonObject request = body.build();
    return Json.write(
        Merge.deep(request, ReasoningFields.of(options, name(call.model()), call.quirks())));
  }

  @Override
  public Decoder decoder(Call call) {
    return new GeminiGenerateContentDecoder();
  }

  /** Removes the prefix in {@code models/gemini-…}, which the model list has and users may copy. */
  private static String name(String model) {
    return model.startsWith(LISTED_AS) ? model.substring(LISTED_AS.length()) : model;
  }

  private static JsonObject config(Options options, Call call) {
    JsonObject.Builder config = JsonObject.builder();
    config.putIfPresent("temperature", options.temperature());
    config.putIfPresent("maxOutputTokens", options.maxTokens());
    if (!options.stop().isEmpty()) {
      config.put("stopSequences", options.stop());
    }
    if (options.seed() != null) {
      String field = call.quirks().seedField();
      if (field == null) {
        throw Unsupported.option("--seed", call);
      }
      config.put(field, options.seed());
    }
    if (options.schema() != null) {
      if (SchemaInstruction.hasField(call.quirks())) {
        config.put("responseMimeType", "application/json");
        config.put("responseJsonSchema", options.schema());
      } else if (call.quirks().structuredOutput() == StructuredOutput.JSON_OBJECT) {
        config.put("responseMimeType", "application/json");
      }
    }
    return config.build();
  }

  private static List<JsonObject> contents(Prompt prompt) {
    List<JsonObject> contents = new ArrayList<>();
    for (Message turn : prompt.messages()) {
      List<JsonObject> parts = new ArrayList<>();
      for (Attachment file : turn.attachments()) {
        JsonObject data =
            JsonObject.builder()
                .put("mimeType", file.type().mediaType())
                .put("data", file.base64())
                .build();
        parts.add(JsonObject.builder().put("inlineData", data).build());
      }
      if (parts.isEmpty() || !turn.text().isEmpty()) {
        parts.add(text(turn.text()));
      }
      String role = turn.role() == Message.Role.USER ? "user" : "model";
      contents.add(JsonObject.builder().put("role", role).put("parts", parts).build());
    }
    return contents;
  }

  private static JsonObject text(String text) {
    return JsonObject.builder().put("text", text).build();
  }
}
