package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Message;
import dev.byok.conversation.Options;
import dev.byok.conversation.Prompt;
import dev.byok.dialects.AttachmentRules;
import dev.byok.dialects.Call;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Dialect;
import dev.byok.dialects.ReasoningFields;
import dev.byok.dialects.SchemaInstruction;
import dev.byok.dialects.Unsupported;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OpenAI's Responses. The system prompt is a field beside the turns, and the provider is always
 * asked to keep nothing: byok sends the whole conversation each time.
 */
public final class OpenAiResponses implements Dialect {
  @Override
  public String path(Call call) {
    return "/responses";
  }

  @Override
  public String encode(Prompt prompt, Call call) {
    AttachmentRules.check(prompt, call);
    Options options = prompt.options();
    Quirks quirks = call.quirks();
    refuseWhatIsOnlyInChat(options, call);
    JsonObject.Builder body = JsonObject.builder().put("model", call.model());
    body.putIfPresent("instructions", SchemaInstruction.system(prompt, call));
    body.put("input", input(prompt));
    if (call.stream()) {
      body.put("stream", true);
    }
    body.put("store", false);
    body.putIfPresent("temperature", options.temperature());
    body.putIfPresent("max_output_tokens", most(options, quirks));
    JsonObject schema = options.schema();
    JsonObject format = schema == null ? null : OpenAiChatSchema.textFormat(schema, quirks);
    if (format != null) {
      body.put("text", JsonObject.builder().put("format", format).build());
    }
    if (quirks.needsSearchTool(call.model())) {
      body.put("tools", List.of(JsonObject.builder().put("type", "web_search").build()));
    }
    String cacheKey = prompt.conversation() == null ? null : quirks.cacheKeyField();
    if (cacheKey != null) {
      body.put(cacheKey, prompt.conversation());
    }
    return Json.write(
        ReasoningFields.into(
            body.build(), ReasoningFields.nested(ReasoningFields.of(options, call))));
  }

  @Override
  public Decoder decoder(Call call) {
    return new OpenAiResponsesDecoder(call.quirks());
  }

  private static void refuseWhatIsOnlyInChat(Options options, Call call) {
    if (!options.stop().isEmpty()) {
      throw Unsupported.option("--stop", call);
    }
    if (options.seed() != null) {
      throw Unsupported.option("--seed", call);
    }
    if (options.temperature() != null && call.quirks().refusesTemperature(call.model())) {
      throw Unsupported.option("--temperature", call);
    }
  }

  private static @Nullable Long most(Options options, Quirks quirks) {
    Long most = options.maxTokens();
    if (most != null && most < quirks.leastOutputTokens()) {
      throw Failure.of(Kind.USAGE, "--max-tokens " + most + " is too few for this model")
          .hint("it takes " + quirks.leastOutputTokens() + " or more");
    }
    return most;
  }

  /** Text without files stays a plain string, which is also the form of earlier answers. */
  private static List<JsonObject> input(Prompt prompt) {
    List<JsonObject> input = new ArrayList<>();
    for (Message turn : prompt.messages()) {
      input.add(
          JsonObject.builder()
              .put("role", turn.role() == Message.Role.USER ? "user" : "assistant")
              .put(
                  "content",
                  turn.attachments().isEmpty() ? turn.text() : OpenAiParts.RESPONSES.of(turn))
              .build());
    }
    return input;
  }
}
