package dev.byok.client.bedrock;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Counts;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.FinishReasons;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.Tokens;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an answer of Converse. It ends with {@code messageStop}, and usage follows in {@code
 * metadata}. Cached tokens are not included in {@code inputTokens}.
 */
final class ConverseDecoder implements Decoder {
  private final Counts counts = new Counts();
  private boolean stopped;
  private boolean counted;

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    if (event.type().startsWith(FrameReader.EXCEPTION)) {
      throw exception(event);
    }
    List<Delta> deltas = new ArrayList<>();
    switch (event.type()) {
      case "contentBlockDelta" -> {
        JsonObject delta = Json.parseObject(event.data()).at("delta");
        add(delta.text("text"), delta.at("reasoningContent").text("text"), deltas);
      }
      case "messageStop" -> stop(Json.parseObject(event.data()).text("stopReason"), deltas);
      case "metadata" -> metadata(Json.parseObject(event.data()), deltas);
      default -> {
        // Starts and ends of blocks contain nothing to show, and unknown events are not errors.
      }
    }
    return deltas;
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    if (answer.object("output") == null) {
      throw ProviderErrorException.unknown(answer, List.of());
    }
    List<Delta> deltas = new ArrayList<>();
    for (JsonObject block : answer.at("output").at("message").objects("content")) {
      JsonObject reasoning = block.at("reasoningContent").at("reasoningText");
      add(block.text("text"), reasoning.text("text"), deltas);
    }
    stop(answer.text("stopReason"), deltas);
    metadata(answer, deltas);
    counted = true;
    return deltas;
  }

  /** Nothing follows the usage, and the connection may stay open for long. */
  @Override
  public boolean ended() {
    return stopped && counted;
  }

  private static void add(@Nullable String text, @Nullable String reasoning, List<Delta> deltas) {
    if (reasoning != null && !reasoning.isEmpty()) {
      deltas.add(new Delta.Reasoning(reasoning));
    }
    if (text != null && !text.isEmpty()) {
      deltas.add(new Delta.Text(text));
    }
  }

  private void stop(@Nullable String said, List<Delta> deltas) {
    stopped = true;
    String reason = FinishReasons.word(said);
    if (reason != null) {
      deltas.add(new Delta.Finish(reason));
    }
  }

  private void metadata(JsonObject from, List<Delta> deltas) {
    JsonObject usage = from.object("usage");
    if (usage != null) {
      counted = true;
      count(usage);
      deltas.add(new Delta.Counted(counts.usage(), null, null));
    }
    String served = from.at("trace").at("promptRouter").text("invokedModelId");
    if (served != null && !served.isEmpty()) {
      deltas.add(new Delta.Served(served));
    }
  }

  private void count(JsonObject usage) {
    Long read = Tokens.of(usage, "cacheReadInputTokens");
    Long written = Tokens.of(usage, "cacheWriteInputTokens");
    Long input = Tokens.plus(Tokens.plus(Tokens.of(usage, "inputTokens"), read), written);
    counts.add(new Usage(input, read, written, Tokens.of(usage, "outputTokens"), null), null);
  }

  private static ProviderErrorException exception(Event event) {
    JsonObject report;
    try {
      report = Json.parseObject(event.data());
    } catch (JsonSyntaxException wordless) {
      // The name alone says what kind of failure it is.
      report = JsonObject.empty();
    }
    String name = event.type().substring(FrameReader.EXCEPTION.length());
    return new ProviderErrorException(ProviderError.read(0, report.with("code", name)), List.of());
  }
}
