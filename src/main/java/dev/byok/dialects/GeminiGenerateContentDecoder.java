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
 * Decodes answers of generateContent. There is no end mark: an answer is complete when the model
 * has stated its finish reason. Cached tokens are part of {@code promptTokenCount}. Thoughts are
 * not part of {@code candidatesTokenCount} and are added to it.
 */
final class GeminiGenerateContentDecoder implements Decoder {
  private final Identity identity = new Identity();
  private final Counts counts = new Counts();
  private final Choices candidates = new Choices();

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    return event.isServersOwn("candidates", "usageMetadata") ? List.of() : chunks(event.data());
  }

  /** Also decodes an array of chunks, the form of a stream that was not requested as events. */
  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    List<Delta> deltas = chunks(body);
    if (deltas.isEmpty() && Json.parse(body) instanceof JsonObject unknown) {
      throw ProviderErrorException.unknown(unknown, deltas);
    }
    return deltas;
  }

  @Override
  public boolean ended() {
    return false;
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
    for (JsonObject candidate : candidates.ours(chunk.objects("candidates"))) {
      candidate(candidate, deltas);
    }
    count(chunk.at("usageMetadata"), deltas);
    if (Reports.saysSomething(chunk.get("error"))) {
      throw new ProviderErrorException(ProviderError.read(0, chunk), deltas);
    }
    JsonObject feedback = chunk.at("promptFeedback");
    String blocked = feedback.text("blockReason");
    if (blocked != null && !blocked.isEmpty() && chunk.objects("candidates").isEmpty()) {
      String why = feedback.text("blockReasonMessage");
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
    String said = candidate.text("finishReason");
    String reason = FinishReasons.word(said);
    if (reason != null) {
      String why = candidate.text("finishMessage");
      boolean filtered = reason.equals("content_filter") && why == null;
      deltas.add(new Delta.Finish(reason, filtered ? "finish reason " + said : why));
    }
  }

  private void count(JsonObject usage, List<Delta> deltas) {
    if (usage.fields().isEmpty()) {
      return;
    }
    Long cached = Tokens.of(usage, "cachedContentTokenCount");
    Long candidates = Tokens.of(usage, "candidatesTokenCount");
    Long thoughts = Tokens.of(usage, "thoughtsTokenCount");
    // A count of 0 is omitted: an answer that was cut off while thinking has only thoughts.
    Long output = candidates == null ? thoughts : Tokens.plus(candidates, thoughts);
    Long prompt = Tokens.of(usage, "promptTokenCount");
    Long input = Tokens.plus(prompt, Tokens.of(usage, "toolUsePromptTokenCount"));
    counts.add(
        new Usage(input, cached, null, output, thoughts), Tokens.of(usage, "totalTokenCount"));
    deltas.add(new Delta.Counted(counts.usage(), null, null));
  }
}
