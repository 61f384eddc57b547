package dev.byok.dialects;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * OpenAI's chat completions, spoken by most providers with the differences that {@link Quirks}
 * names.
 */
public final class OpenAiChat implements Dialect {
  @Override
  public String path() {
    return "/chat/completions";
  }

  @Override
  public String encode(Prompt prompt, String model, Quirks quirks, boolean stream) {
    Options options = prompt.options();
    JsonObject.Builder body = JsonObject.builder().put("model", model);
    body.put("messages", messages(prompt));
    if (stream) {
      body.put("stream", true);
      if (quirks.sendsStreamOptions()) {
        body.put("stream_options", JsonObject.builder().put("include_usage", true).build());
      }
    }
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent(quirks.maxTokensField(), options.maxTokens());
    Options.Effort effort = options.effort();
    if (effort != null) {
      body.put("reasoning_effort", effort.name().toLowerCase(Locale.ROOT));
    }
    if (!options.stop().isEmpty()) {
      body.put("stop", options.stop());
    }
    body.putIfPresent("seed", options.seed());
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder() {
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
