package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.SchemaInstruction;
import dev.byok.dialects.Unsupported;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, which most providers speak with the differences that {@link Quirks}
 * names. Some refuse every field that they do not know, so only what was asked for is sent.
 */
public final class OpenAiChat implements Dialect {
  @Override
  public String path(Call call) {
    String version = call.apiVersion();
    return version == null ? "/chat/completions" : OpenAiChatDeployment.path(call.model(), version);
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    Options options = prompt.options();
    Quirks quirks = call.quirks();
    JsonObject schema = options.schema();
    JsonObject.Builder body = JsonObject.builder();
    if (call.apiVersion() == null) {
      body.put("model", call.model());
    }
    body.put(
        "messages",
        OpenAiChatMessages.of(
            prompt,
            schema == null ? prompt.system() : SchemaInstruction.system(prompt, call),
            call));
    if (call.stream()) {
      body.put("stream", true);
      if (quirks.sendsStreamOptions()) {
        body.put("stream_options", JsonObject.builder().put("include_usage", true).build());
      }
    }
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent(maxTokensField(call), options.maxTokens());
    Options.Effort effort = options.effort();
    if (effort != null || !call.stream()) {
      JsonObject fields =
          effort == null ? quirks.unstreamedFields() : quirks.effort(call.model(), effort);
      for (Map.Entry<String, @Nullable Object> field : fields.fields().entrySet()) {
        body.put(field.getKey(), field.getValue());
      }
    }
    if (!options.stop().isEmpty()) {
      body.put("stop", options.stop());
    }
    Long seed = options.seed();
    if (seed != null) {
      body.put(seedField(call), seed);
    }
    if (schema != null) {
      body.putIfPresent("response_format", OpenAiChatSchema.responseFormat(schema, quirks));
    }
    String conversation = prompt.conversation();
    String cacheKey = conversation == null ? null : cacheKeyField(call);
    if (cacheKey != null) {
      body.put(cacheKey, conversation);
    }
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder(Call call) {
    return new OpenAiChatDecoder(call.quirks());
  }

  private static String maxTokensField(Call call) {
    String version = call.apiVersion();
    return version != null && OpenAiChatDeployment.isOld(version)
        ? "max_tokens"
        : call.quirks().maxTokensField();
  }

  /** Azure's older versions refuse unknown fields, and each knows fewer than the next. */
  private static @Nullable String cacheKeyField(Call call) {
    return call.apiVersion() == null ? call.quirks().cacheKeyField() : null;
  }

  /** Returns the provider's name for the seed's field, and fails where it has none. */
  static String seedField(Call call) {
    String field = call.quirks().seedField();
    if (field == null) {
      throw Unsupported.option("--seed", call);
    }
    return field;
  }
}
