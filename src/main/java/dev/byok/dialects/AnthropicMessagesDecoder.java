package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes messages. The first event states the usage so far and later ones correct it, each of the
 * fields that it has: counts are cumulative. Tokens read from a cache or written to one stand
 * beside {@code input_tokens} and are added to it; thinking stands inside {@code output_tokens}.
 */
final class AnthropicMessagesDecoder implements Decoder {
  private final Identity identity = new Identity();
  private boolean ended;
  private boolean corrected;
  private @Nullable Long input;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long output;
  private @Nullable Long thinking;

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    if (!isKnown(event.type())) {
      return List.of();
    }
    JsonObject data = Json.parseObject(event.data());
    String type = data.text("type");
    List<Delta> deltas = new ArrayList<>();
    if (refuses(data)) {
      throw new ProviderErrorException(ProviderError.read(0, data), deltas);
    }
    switch (type == null ? event.type() : type) {
      case "message_start" -> start(data.at("message"), deltas);
      case "content_block_start" -> block(data.at("content_block"), deltas);
      case "content_block_delta" -> block(data.at("delta"), deltas);
      case "message_delta" -> {
        correct(data.at("usage"), deltas);
        finish(data.at("delta"), deltas);
      }
      case "message_stop" -> ended = true;
      case "error" -> throw new ProviderErrorException(ProviderError.read(0, data), deltas);
      default -> {
        if (type == null && data.get("error") != null) {
          throw new ProviderErrorException(ProviderError.read(0, data), deltas);
        }
      }
    }
    return deltas;
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    List<Delta> deltas = new ArrayList<>();
    if (!(answer.get("content") instanceof List<?>)
        || answer.get("error") != null
        || refuses(answer)) {
      throw new ProviderErrorException(ProviderError.read(0, answer), deltas);
    }
    start(answer, deltas);
    for (JsonObject block : answer.objects("content")) {
      block(block, deltas);
    }
    finish(answer, deltas);
    ended = true;
    return deltas;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean mayEnd() {
    return ended;
  }

  /** MiniMax reports failures so, and says in each success that it is none. */
  private static boolean refuses(JsonObject data) {
    BigDecimal code = data.at("base_resp").decimal("status_code");
    return code != null && code.signum() != 0;
  }

  /** What the protocol has not named may hold anything, and need not even be JSON. */
  private static boolean isKnown(String type) {
    return type.startsWith("message") || type.startsWith("content_block_") || type.equals("error");
  }

  /** Some send this event twice: it states, and what it states is not added up. */
  private void start(JsonObject message, List<Delta> deltas) {
    identity.read(message.text("id"), message.text("model"), deltas);
    if (!corrected) {
      count(message.at("usage"), deltas);
    }
  }

  private static void block(JsonObject block, List<Delta> deltas) {
    String text = block.text("text");
    if (text != null && !text.isEmpty()) {
      deltas.add(new Delta.Text(text));
    }
    String thinking = block.text("thinking");
    if (thinking != null && !thinking.isEmpty()) {
      deltas.add(new Delta.Reasoning(thinking));
    }
  }

  private void correct(JsonObject usage, List<Delta> deltas) {
    corrected = true;
    count(usage, deltas);
  }

  private void count(JsonObject usage, List<Delta> deltas) {
    if (usage.fields().isEmpty()) {
      return;
    }
    input = Tokens.latest(usage, "input_tokens", input);
    cacheRead = Tokens.latest(usage, "cache_read_input_tokens", cacheRead);
    cacheWrite = Tokens.latest(usage, "cache_creation_input_tokens", cacheWrite);
    output = Tokens.latest(usage, "output_tokens", output);
    thinking = Tokens.latest(usage.at("output_tokens_details"), "thinking_tokens", thinking);
    Long all = Tokens.plus(Tokens.plus(input, cacheRead), cacheWrite);
    deltas.add(
        new Delta.Counted(new Usage(all, cacheRead, cacheWrite, output, thinking), null, null));
  }

  private static void finish(JsonObject from, List<Delta> deltas) {
    String reason = from.text("stop_reason");
    if (reason != null && !reason.isEmpty()) {
      deltas.add(new Delta.Finish(word(reason), from.at("stop_details").text("explanation")));
    }
  }

  private static String word(String reason) {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> "stop";
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "refusal" -> "content_filter";
      case "tool_use" -> "tool_calls";
      default -> reason.toLowerCase(Locale.ROOT);
    };
  }
}
