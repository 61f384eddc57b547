package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Delta;
import dev.byok.dialects.Choices;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.FinishReasons;
import dev.byok.dialects.Identity;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decodes chat completions, and the answers of {@link MistralFim}, which have the same form. */
final class OpenAiChatDecoder implements Decoder {
  private final OpenAiChatContent content;
  private final OpenAiChatUsage usage;
  private final Identity identity = new Identity();
  private final Choices choices = new Choices();
  private boolean ended;
  private boolean inDeltas;
  private boolean refusalTold;
  private @Nullable JsonObject failed;

  OpenAiChatDecoder(Quirks quirks) {
    content = new OpenAiChatContent(quirks.thinkTag());
    usage = new OpenAiChatUsage(quirks.reasoningOutsideOutput());
  }

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    if (event.data().strip().equals("[DONE]")) {
      ended = true;
      List<Delta> rest = new ArrayList<>();
      end(rest);
      return rest;
    }
    if (event.type().equals("error") && !event.data().contains("\"choices\"")) {
      List<Delta> rest = new ArrayList<>();
      content.end(rest);
      throw new ProviderErrorException(ProviderError.read(0, event.data()), rest);
    }
    if (event.isServersOwn("choices", "usage")) {
      return List.of();
    }
    return chunk(Json.parseObject(event.data()), false);
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    List<Delta> deltas = chunk(answer, true);
    if (answer.objects("choices").isEmpty()) {
      throw ProviderErrorException.unknown(answer, deltas);
    }
    end(deltas);
    ended = true;
    return deltas;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  private void end(List<Delta> deltas) {
    content.end(deltas);
    if (!refusalTold && !content.refusal().isEmpty()) {
      finish("content_filter", deltas);
    }
  }

  private List<Delta> chunk(JsonObject chunk, boolean whole) throws ProviderErrorException {
    List<Delta> deltas = new ArrayList<>();
    identity.read(chunk.text("id"), chunk.text("model"), deltas);
    JsonObject counts = chunk.object("usage");
    if (counts == null) {
      counts = chunk.at("x_groq").object("usage");
    }
    for (JsonObject choice : choices.ours(chunk.objects("choices"))) {
      choice(choice, said(choice, whole), deltas);
      // Moonshot puts the usage here.
      counts = counts == null ? choice.object("usage") : counts;
    }
    if (counts != null) {
      deltas.add(usage.stated(counts));
    }
    boolean reports =
        OpenAiChatReport.isIn(chunk) || (counts == null && OpenAiChatReport.isBare(chunk));
    JsonObject report = reports ? chunk : failed;
    if (report != null) {
      content.end(deltas);
      throw new ProviderErrorException(ProviderError.read(0, report), deltas);
    }
    return deltas;
  }

  /**
   * Returns what a choice says. Some servers stream the form of a whole answer, or that of the
   * older completions. After a delta such a message would repeat what has come, so it is ignored.
   */
  private JsonObject said(JsonObject choice, boolean whole) {
    JsonObject said = choice.object(whole ? "message" : "delta");
    said = said == null && whole ? choice.object("delta") : said;
    inDeltas |= said != null && !whole;
    if (said == null && !inDeltas) {
      said = choice.object("message");
      String text = choice.text("text");
      if (said == null && text != null) {
        said = JsonObject.builder().put("content", text).build();
      }
    }
    return said == null ? JsonObject.empty() : said;
  }

  private void choice(JsonObject choice, JsonObject said, List<Delta> deltas) {
    content.read(said, deltas);
    JsonObject metadata = said.object("provider_metadata");
    if (metadata != null) {
      Delta cost = usage.marketCost(metadata.at("gateway"));
      if (cost != null) {
        deltas.add(cost);
      }
    }
    String reason = FinishReasons.word(choice.text("finish_reason"));
    if (reason != null) {
      content.end(deltas);
      if (reason.equals("error") || reason.equals("network_error")) {
        failed = choice;
      }
      finish(reason, deltas);
    }
  }

  private void finish(String reason, List<Delta> deltas) {
    String refusal = content.refusal();
    refusalTold = !refusal.isEmpty();
    deltas.add(
        refusalTold ? new Delta.Finish("content_filter", refusal) : new Delta.Finish(reason));
  }
}
