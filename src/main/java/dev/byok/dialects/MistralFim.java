package dev.byok.dialects;

import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;

/** Filling a gap in a text: what stands before it, what stands behind it, and no conversation. */
public final class MistralFim implements Dialect {
  @Override
  public String path(Call call) {
    return "/fim/completions";
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    refuseConversation(prompt);
    Options options = prompt.options();
    JsonObject.Builder body = JsonObject.builder().put("model", call.model());
    body.put("prompt", prompt.messages().getFirst().text());
    body.putIfPresent("suffix", prompt.suffix());
    if (call.stream()) {
      body.put("stream", true);
    }
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent(call.quirks().maxTokensField(), options.maxTokens());
    if (!options.stop().isEmpty()) {
      body.put("stop", options.stop());
    }
    if (options.seed() != null) {
      body.put("random_seed", options.seed());
    }
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder(Call call) {
    return new OpenAiChatDecoder();
  }

  private static void refuseConversation(Prompt prompt) {
    if (prompt.system() != null || prompt.messages().size() > 1) {
      throw refused("instructions or a conversation");
    }
    if (!prompt.messages().getFirst().attachments().isEmpty()) {
      throw refused("files that are no text");
    }
    if (prompt.options().effort() != null) {
      throw refused("--effort");
    }
    if (prompt.options().schema() != null) {
      throw refused("--schema");
    }
  }

  private static Failure refused(String what) {
    return Failure.of(Kind.USAGE, "a model that fills gaps takes no " + what)
        .hint("send the text alone, or use a chat model");
  }
}
