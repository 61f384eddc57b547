package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** Mistral's form for filling a gap: the text before it, the text after it, and no session. */
public final class MistralFim implements Dialect {
  /** What editors usually ask for: a few lines. */
  private static final long USUAL_TOKENS = 256;

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
    String suffix = prompt.suffix();
    if (suffix != null && !suffix.isEmpty()) {
      body.put("suffix", suffix);
    }
    if (call.stream()) {
      body.put("stream", true);
    }
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent(call.quirks().maxTokensField(), mostTokens(options, call.quirks()));
    if (!options.stop().isEmpty()) {
      body.put("stop", options.stop());
    }
    Long seed = options.seed();
    if (seed != null) {
      body.put(OpenAiChat.seedField(call), seed);
    }
    return Json.write(body.build());
  }

  @Override
  public Decoder decoder(Call call) {
    return new OpenAiChatDecoder(call.quirks());
  }

  /** Returns the limit to send. Kilo requires one, and answers one that is too high with a 503. */
  private static @Nullable Long mostTokens(Options options, Quirks quirks) {
    Long asked = options.maxTokens();
    Long most = quirks.mostGapTokens();
    if (most == null) {
      return asked;
    }
    if (asked == null) {
      return Math.min(USUAL_TOKENS, most);
    }
    if (asked > most) {
      throw Failure.of(Kind.USAGE, "--max-tokens " + asked + " is too much for a gap")
          .hint("this provider takes 1 to " + most);
    }
    return asked;
  }

  private static void refuseConversation(Prompt prompt) {
    if (prompt.system() != null || prompt.messages().size() > 1) {
      throw refused("system prompt and no session");
    }
    if (!prompt.messages().getFirst().attachments().isEmpty()) {
      throw refused("files other than text");
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
