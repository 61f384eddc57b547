package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes answers of the Messages API. The first event states the usage so far, and later events
 * update it. Tokens read from a cache or written to one are not part of {@code input_tokens} and
 * are added to it. Thinking is part of {@code output_tokens}.
 */
final class AnthropicMessagesDecoder implements Decoder {
  private final Identity identity = new Identity();
  private final Counts counts = new Counts();
  private boolean ended;

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    if (!isKnown(event.type())) {
      return List.of();
    }
    JsonObject data = Json.parseObject(event.data());
    String type = data.text("type");
    List<Delta> deltas = new ArrayList<>();
    if (Reports.refuses(data)) {
      throw new ProviderErrorException(ProviderError.read(0, data), deltas);
    }
    switch (type == null ? event.type() : type) {
      case "message_start" -> start(data.at("message"), deltas);
      case "content_block_start" -> block(data.at("content_block"), deltas);
      case "content_block_delta" -> block(data.at("delta"), deltas);
      case "message_delta" -> {
        count(data.at("usage"), deltas);
        finish(data.at("delta"), deltas);
      }
      case "message_stop" -> ended = true;
      case "error" -> throw new ProviderErrorException(ProviderError.read(0, data), deltas);
      default -> {
        if (type == null && Reports.saysSomething(data.get("error"))) {
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
        || Reports.saysSomething(answer.get("error"))
        || Reports.refuses(answer)) {
      throw ProviderErrorException.unknown(answer, deltas);
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

  /** Events of other types may hold anything, and need not even be JSON. */
  private static boolean isKnown(String type) {
    return type.startsWith("message") || type.startsWith("content_block_") || type.equals("error");
  }

  /** Some servers send this event twice. That is harmless: its counts are not added up. */
  private void start(JsonObject message, List<Delta> deltas) {
    identity.read(message.text("id"), message.text("model"), deltas);
    count(message.at("usage"), deltas);
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

  private void count(JsonObject usage, List<Delta> deltas) {
    if (usage.fields().isEmpty()) {
      return;
    }
    Long read = Tokens.of(usage, "cache_read_input_tokens");
    Long written = Tokens.of(usage, "cache_creation_input_tokens");
    Long all = Tokens.plus(Tokens.plus(Tokens.of(usage, "input_tokens"), read), written);
    Long thinking = Tokens.of(usage.at("output_tokens_details"), "thinking_tokens");
    boolean bare = read == null && written == null;
    counts.addPrompt(bare ? all : null);
    counts.add(
        new Usage(bare ? null : all, read, written, Tokens.of(usage, "output_tokens"), thinking),
        null);
    deltas.add(new Delta.Counted(counts.usage(), null, null));
  }

  private static void finish(JsonObject from, List<Delta> deltas) {
    String reason = FinishReasons.word(from.text("stop_reason"));
    if (reason != null) {
      deltas.add(new Delta.Finish(reason, from.at("stop_details").text("explanation")));
    }
  }
}
