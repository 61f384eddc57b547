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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Decodes generateContent. There is no end mark: an answer is complete when the model has said why
 * it stopped. Counts are cumulative; cached tokens are inside {@code promptTokenCount}, thoughts
 * are beside {@code candidatesTokenCount} and are added to it.
 */
final class GeminiGenerateContentDecoder implements Decoder {
  private final Identity identity = new Identity();
  private boolean finished;
  private @Nullable Long prompt;
  private @Nullable Long toolPrompt;
  private @Nullable Long cached;
  private @Nullable Long candidates;
  private @Nullable Long thoughts;

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    return chunks(event.data());
  }

  /** Also the array of chunks that a stream is when it is not asked for as events. */
  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    List<Delta> deltas = chunks(body);
    if (deltas.isEmpty() && Json.parse(body) instanceof JsonObject unknown) {
      throw new ProviderErrorException(ProviderError.read(0, unknown), deltas);
    }
    return deltas;
  }

  @Override
  public boolean ended() {
    return false;
  }

  @Override
  public boolean mayEnd() {
    return finished;
  }

  private List<Delta> chunks(String text) throws JsonSyntaxException, ProviderErrorException {
    Object value = Json.parse(text);
    List<Delta> deltas = new ArrayList<>();
    if (value instanceof JsonObject chunk) {
      chunk(chunk, deltas);
    } else if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof JsonObject chunk) {
          chunk(chunk, deltas);
        }
      }
    } else {
      throw new JsonSyntaxException("neither a JSON object nor an array", 1, 1);
    }
    return deltas;
  }

  private void chunk(JsonObject chunk, List<Delta> deltas) throws ProviderErrorException {
    identity.read(chunk.text("responseId"), chunk.text("modelVersion"), deltas);
    for (JsonObject candidate : chunk.objects("candidates")) {
      Long index = candidate.count("index");
      if (index == null || index == 0) {
        candidate(candidate, deltas);
      }
    }
    count(chunk.at("usageMetadata"), deltas);
    if (chunk.get("error") != null) {
      throw new ProviderErrorException(ProviderError.read(0, chunk), deltas);
    }
    JsonObject feedback = chunk.at("promptFeedback");
    String blocked = feedback.text("blockReason");
    if (blocked != null && !blocked.isEmpty() && chunk.objects("candidates").isEmpty()) {
      String why = feedback.text("blockReasonMessage");
      finished = true;
      deltas.add(
          new Delta.Finish(
              "content_filter", "the prompt is blocked: " + (why == null ? blocked : why)));
    }
  }

  private void candidate(JsonObject candidate, List<Delta> deltas) {
    for (JsonObject part : candidate.at("content").objects("parts")) {
      String text = part.text("text");
      if (text != null && !text.isEmpty()) {
        deltas.add(part.is("thought") ? new Delta.Reasoning(text) : new Delta.Text(text));
      }
    }
    String reason = candidate.text("finishReason");
    if (reason != null && !reason.isEmpty()) {
      finished = true;
      deltas.add(finish(reason, candidate.text("finishMessage")));
    }
  }

  private void count(JsonObject usage, List<Delta> deltas) {
    if (usage.fields().isEmpty()) {
      return;
    }
    prompt = Tokens.latest(usage, "promptTokenCount", prompt);
    toolPrompt = Tokens.latest(usage, "toolUsePromptTokenCount", toolPrompt);
    cached = Tokens.latest(usage, "cachedContentTokenCount", cached);
    candidates = Tokens.latest(usage, "candidatesTokenCount", candidates);
    thoughts = Tokens.latest(usage, "thoughtsTokenCount", thoughts);
    // A count of none is left out: an answer that was cut while thinking has thoughts alone.
    Long output = candidates == null ? thoughts : Tokens.plus(candidates, thoughts);
    Long input = Tokens.plus(prompt, toolPrompt);
    deltas.add(new Delta.Counted(new Usage(input, cached, null, output, thoughts), null, null));
  }

  private static Delta.Finish finish(String reason, @Nullable String message) {
    return switch (reason) {
      case "STOP" -> new Delta.Finish("stop");
      case "MAX_TOKENS" -> new Delta.Finish("length");
      case "SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII" ->
          new Delta.Finish("content_filter", message == null ? "finish reason " + reason : message);
      default -> new Delta.Finish(reason.toLowerCase(Locale.ROOT), message);
    };
  }
}
