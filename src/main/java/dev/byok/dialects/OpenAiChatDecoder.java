package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decodes chat completions. Counts are cumulative and the last statement wins; cached tokens are
 * inside {@code prompt_tokens} and reasoning is inside {@code completion_tokens}, so nothing is
 * added up here.
 */
final class OpenAiChatDecoder implements Decoder {
  private static final BigDecimal MOST_DOLLARS = BigDecimal.valueOf(1_000_000_000);
  private static final int MOST_DECIMALS = 20;

  private boolean ended;
  private boolean finished;
  private @Nullable JsonObject failed;
  private @Nullable String served;
  private @Nullable String requestId;

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    if (event.data().strip().equals("[DONE]")) {
      ended = true;
      return List.of();
    }
    return chunk(Json.parseObject(event.data()), "delta");
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    List<Delta> deltas = chunk(answer, "message");
    if (answer.objects("choices").isEmpty()) {
      throw new ProviderErrorException(ProviderError.read(0, answer), deltas);
    }
    ended = true;
    return deltas;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  @Override
  public boolean mayEnd() {
    return ended || finished;
  }

  private List<Delta> chunk(JsonObject chunk, String part) throws ProviderErrorException {
    List<Delta> deltas = new ArrayList<>();
    identity(chunk, deltas);
    for (JsonObject choice : chunk.objects("choices")) {
      Long index = choice.count("index");
      if (index == null || index == 0) {
        choice(choice, part, deltas);
      }
    }
    JsonObject usage = chunk.object("usage");
    if (usage == null) {
      usage = chunk.at("x_groq").object("usage");
    }
    if (usage != null) {
      deltas.add(counted(usage));
    }
    if (chunk.get("error") != null) {
      throw new ProviderErrorException(ProviderError.read(0, chunk), deltas);
    }
    if (failed != null) {
      throw new ProviderErrorException(ProviderError.read(0, failed), deltas);
    }
    return deltas;
  }

  private void identity(JsonObject chunk, List<Delta> deltas) {
    String id = chunk.text("id");
    if (id != null && !id.isEmpty() && !id.equals(requestId)) {
      requestId = id;
      deltas.add(new Delta.RequestId(id));
    }
    String model = chunk.text("model");
    if (model != null && !model.isEmpty() && !model.equals(served)) {
      served = model;
      deltas.add(new Delta.Served(model));
    }
  }

  private void choice(JsonObject choice, String part, List<Delta> deltas) {
    JsonObject content = choice.at(part);
    String reasoning = content.text("reasoning_content");
    if (reasoning == null || reasoning.isEmpty()) {
      reasoning = content.text("reasoning");
    }
    if (reasoning != null && !reasoning.isEmpty()) {
      deltas.add(new Delta.Reasoning(reasoning));
    }
    String text = content.text("content");
    if (text == null || text.isEmpty()) {
      text = content.text("refusal");
    }
    if (text != null && !text.isEmpty()) {
      deltas.add(new Delta.Text(text));
    }
    String reason = choice.text("finish_reason");
    if (reason != null && !reason.isEmpty()) {
      finished = !reason.equals("error");
      failed = finished ? null : choice;
      deltas.add(new Delta.Finish(reason));
    }
  }

  private static Delta.Counted counted(JsonObject usage) {
    JsonObject prompt = usage.at("prompt_tokens_details");
    Long cacheRead = usage.count("prompt_cache_hit_tokens");
    Long cacheWrite = prompt.count("cache_write_tokens");
    BigDecimal cost = dollars(usage, "cost");
    Boolean ownKey = usage.flag("is_byok");
    return new Delta.Counted(
        new Usage(
            usage.count("prompt_tokens"),
            cacheRead == null ? prompt.count("cached_tokens") : cacheRead,
            cacheWrite == null ? prompt.count("cache_creation_input_tokens") : cacheWrite,
            usage.count("completion_tokens"),
            usage.at("completion_tokens_details").count("reasoning_tokens")),
        Boolean.TRUE.equals(ownKey)
            ? dollars(usage.at("cost_details"), "upstream_inference_cost")
            : cost,
        ownKey);
  }

  /** A sum that can be one; others could be thousands of digits long when they are written out. */
  private static @Nullable BigDecimal dollars(JsonObject from, String field) {
    BigDecimal sum = from.decimal(field);
    boolean possible =
        sum != null
            && sum.signum() >= 0
            && sum.scale() <= MOST_DECIMALS
            && sum.scale() >= -MOST_DECIMALS
            && sum.compareTo(MOST_DOLLARS) <= 0;
    return possible ? sum : null;
  }
}
