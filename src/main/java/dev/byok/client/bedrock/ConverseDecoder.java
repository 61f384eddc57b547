package dev.byok.client.bedrock;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes an answer of Converse. Its end is {@code messageStop}; the usage follows behind that, in
 * {@code metadata}. Cached tokens are stated beside {@code inputTokens}, not inside.
 */
final class ConverseDecoder implements Decoder {
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
        // Starts and ends of blocks say nothing that is shown; events of later years are no error.
      }
    }
    return deltas;
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    if (answer.object("output") == null) {
      throw new ProviderErrorException(ProviderError.read(0, answer), List.of());
    }
    List<Delta> deltas = new ArrayList<>();
    for (JsonObject block : answer.at("output").at("message").objects("content")) {
      JsonObject reasoning = block.at("reasoningContent").at("reasoningText");
      add(block.text("text"), reasoning.text("text"), deltas);
    }
    stop(answer.text("stopReason"), deltas);
    metadata(answer, deltas);
    return deltas;
  }

  /** Nothing follows the usage, and the connection may stay open for long. */
  @Override
  public boolean ended() {
    return stopped && counted;
  }

  @Override
  public boolean mayEnd() {
    return stopped;
  }

  private static void add(@Nullable String text, @Nullable String reasoning, List<Delta> deltas) {
    if (reasoning != null && !reasoning.isEmpty()) {
      deltas.add(new Delta.Reasoning(reasoning));
    }
    if (text != null && !text.isEmpty()) {
      deltas.add(new Delta.Text(text));
    }
  }

  private void stop(@Nullable String reason, List<Delta> deltas) {
    stopped = true;
    if (reason != null && !reason.isEmpty()) {
      deltas.add(new Delta.Finish(finish(reason)));
    }
  }

  /** The names that mean the same with every provider; others in Bedrock's own words. */
  private static String finish(String reason) {
    return switch (reason) {
      case "end_turn", "stop_sequence" -> "stop";
      case "max_tokens", "model_context_window_exceeded" -> "length";
      case "content_filtered", "guardrail_intervened" -> "content_filter";
      case "tool_use" -> "tool_calls";
      default -> reason;
    };
  }

  private void metadata(JsonObject from, List<Delta> deltas) {
    JsonObject usage = from.object("usage");
    if (usage != null) {
      counted = true;
      deltas.add(new Delta.Counted(usage(usage), null, null));
    }
    String served = from.at("trace").at("promptRouter").text("invokedModelId");
    if (served != null && !served.isEmpty()) {
      deltas.add(new Delta.Served(served));
    }
  }

  private static Usage usage(JsonObject usage) {
    Long read = usage.count("cacheReadInputTokens");
    Long written = usage.count("cacheWriteInputTokens");
    Long input = sum(sum(usage.count("inputTokens"), read), written);
    return new Usage(input, read, written, usage.count("outputTokens"), null);
  }

  /** Null when the first is unknown, or the sum is no count. */
  private static @Nullable Long sum(@Nullable Long count, @Nullable Long more) {
    if (count == null || more == null) {
      return count;
    }
    long sum = count + more;
    return sum < 0 ? null : (Long) sum;
  }

  private static ProviderErrorException exception(Event event) {
    JsonObject report;
    try {
      report = Json.parseObject(event.data());
    } catch (JsonSyntaxException wordless) {
      // Its name alone says what kind of failure it is.
      report = JsonObject.empty();
    }
    String name = event.type().substring(FrameReader.EXCEPTION.length());
    return new ProviderErrorException(ProviderError.read(0, report.with("code", name)), List.of());
  }
}
