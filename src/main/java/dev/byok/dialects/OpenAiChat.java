package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's chat completions, spoken by most providers with the differences that {@link Quirks}
 * names.
 */
public final class OpenAiChat implements Dialect {
  @Override
  public String path(Call call) {
    return "/chat/completions";
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    Options options = prompt.options();
    Quirks quirks = call.quirks();
    JsonObject.Builder body = JsonObject.builder().put("model", call.model());
    body.put("messages", messages(prompt));
    if (call.stream()) {
      body.put("stream", true);
      if (quirks.sendsStreamOptions()) {
        body.put("stream_options", JsonObject.builder().put("include_usage", true).build());
      }
    }
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent(quirks.maxTokensField(), options.maxTokens());
    Options.Effort effort = options.effort();
    if (effort != null) {
      JsonObject fields = quirks.effort(call.model(), effort);
      for (Map.Entry<String, @Nullable Object> field : fields.fields().entrySet()) {
        body.put(field.getKey(), field.getValue());
      }
    }
    if (!options.stop().isEmpty()) {
      body.put("stop", options.stop());
    }
    body.putIfPresent("seed", options.seed());
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder(Call call) {
    return new OpenAiChatDecoder();
  }

  private static List<JsonObject> messages(Prompt prompt) {
    List<JsonObject> messages = new ArrayList<>();
    if (prompt.system() != null) {
      messages.add(message("system", prompt.system()));
    }
    for (Message turn : prompt.messages()) {
      messages.add(message(turn.role() == Message.Role.USER ? "user" : "assistant", turn.text()));
    }
    return messages;
  }

  private static JsonObject message(String role, String content) {
    return JsonObject.builder().put("role", role).put("content", content).build();
  }
}
