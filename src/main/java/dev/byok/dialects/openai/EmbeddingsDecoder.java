package dev.byok.dialects.openai;

import dev.byok.conversation.Delta;
import dev.byok.conversation.Usage;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.Identity;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.Reports;
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
 * Reads model and usage of embeddings, in OpenAI's form ({@code usage}) and in Gemini's ({@code
 * usageMetadata}), which not every model states. An embedding has no output tokens.
 */
public final class EmbeddingsDecoder implements Decoder {
  private boolean ended;

  /** Embeddings are not streamed, so an event is not part of an answer. */
  @Override
  public List<Delta> event(Event event) {
    return List.of();
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    List<Delta> deltas = new ArrayList<>();
    if (Reports.saysSomething(answer.get("error"))) {
      throw new ProviderErrorException(ProviderError.read(0, answer), deltas);
    }
    new Identity().read(answer.text("id"), answer.text("model"), deltas);
    JsonObject usage = answer.object("usage");
    if (usage != null) {
      Delta.Counted said = new OpenAiChatUsage(false).stated(usage);
      Long input = said.usage().input();
      deltas.add(counted(input == null ? Tokens.of(usage, "total_tokens") : input, said));
    }
    Long gemini = Tokens.of(answer.at("usageMetadata"), "promptTokenCount", "totalTokenCount");
    if (gemini != null) {
      deltas.add(counted(gemini, new Delta.Counted(Usage.unknown(), null, null)));
    }
    ended = true;
    return deltas;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  private static Delta.Counted counted(@Nullable Long input, Delta.Counted said) {
    Long output = input == null ? null : (Long) 0L;
    return new Delta.Counted(
        new Usage(input, said.usage().cacheRead(), said.usage().cacheWrite(), output, null),
        said.costUsd(),
        said.ownKey());
  }
}
