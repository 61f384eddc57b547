package dev.byok.dialects.openai;

import dev.byok.catalog.Quirks;
import dev.byok.conversation.Delta;
import dev.byok.dialects.Decoder;
import dev.byok.dialects.FinishReasons;
import dev.byok.dialects.Identity;
import dev.byok.dialects.ProviderErrorException;
import dev.byok.dialects.Reports;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.sse.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes Responses. The last event of a stream has the whole answer once more: only what did not
 * come in pieces is taken from there.
 */
final class OpenAiResponsesDecoder implements Decoder {
  private static final String COMPLETED = "completed";
  private static final String INCOMPLETE = "incomplete";
  private static final String FAILED = "failed";
  private static final String CANCELLED = "cancelled";

  private final Identity identity = new Identity();
  private final OpenAiResponsesOutput output = new OpenAiResponsesOutput();
  private final OpenAiChatUsage usage;
  private boolean ended;

  OpenAiResponsesDecoder(Quirks quirks) {
    usage = new OpenAiChatUsage(quirks.reasoningOutsideOutput());
  }

  @Override
  public List<Delta> event(Event event) throws JsonSyntaxException, ProviderErrorException {
    List<Delta> deltas = new ArrayList<>();
    // Some gateways add the end mark of chat, which says nothing here.
    if (event.data().strip().equals("[DONE]") || !isKnown(event)) {
      return deltas;
    }
    if (event.type().equals("error") && !event.data().strip().startsWith("{")) {
      throw new ProviderErrorException(ProviderError.read(0, event.data()), deltas);
    }
    JsonObject data = Json.parseObject(event.data());
    String said = data.text("type");
    String type = said == null ? event.type() : said;
    // AWS reports by a message alone, in an event without a name.
    boolean isNameless = type.equals("message") && !data.has("object");
    if (type.equals("error") || isReport(data) || (isNameless && Reports.isReport(data))) {
      throw new ProviderErrorException(ProviderError.read(0, data), deltas);
    }
    JsonObject response = data.object("response");
    if (response == null && "response".equals(data.text("object"))) {
      // Some servers answer a streamed request with one event that is the whole answer.
      response = data;
    }
    if (response == null) {
      output.piece(type, data, deltas);
    } else {
      // The last event's name tells the end even where the answer in it still says otherwise.
      String status = response.text("status");
      String named = type.substring(type.indexOf('.') + 1);
      response(response, status != null && isEnd(status) ? status : named, deltas);
    }
    return deltas;
  }

  @Override
  public List<Delta> whole(String body) throws JsonSyntaxException, ProviderErrorException {
    JsonObject answer = Json.parseObject(body);
    List<Delta> deltas = new ArrayList<>();
    String status = answer.text("status");
    if ((!isAnswer(answer) || isReport(answer)) && !FAILED.equals(status)) {
      throw ProviderErrorException.unknown(answer, deltas);
    }
    response(answer, status == null || status.isBlank() ? COMPLETED : status, deltas);
    if (!ended) {
      // Neither done nor failed: the answer is said to come later, elsewhere.
      String reason = FinishReasons.word(status);
      end(answer, reason == null ? INCOMPLETE : reason, deltas);
    }
    return deltas;
  }

  @Override
  public boolean ended() {
    return ended;
  }

  /** Other events may hold anything, and need not even be JSON. */
  private static boolean isKnown(Event event) {
    String type = event.type();
    return type.equals("message")
        || type.equals("error")
        || type.startsWith("response.")
        || event.data().contains("\"response.");
  }

  private static boolean isEnd(String status) {
    return status.equals(COMPLETED)
        || status.equals(INCOMPLETE)
        || status.equals(FAILED)
        || status.equals(CANCELLED);
  }

  /** Other APIs have a field {@code output}, too, but no list of items that have types. */
  private static boolean isAnswer(JsonObject answer) {
    boolean isAnswer = answer.get("output") instanceof List<?>;
    for (JsonObject item : answer.objects("output")) {
      isAnswer &= item.text("type") != null;
    }
    return isAnswer;
  }

  /** Every answer has an {@code error}, which is null in a good one. */
  private static boolean isReport(JsonObject data) {
    return Reports.saysSomething(data.get("error")) || Reports.refuses(data);
  }

  private void response(JsonObject response, String status, List<Delta> deltas)
      throws ProviderErrorException {
    identity.read(response.text("id"), response.text("model"), deltas);
    JsonObject counts = response.object("usage");
    if (counts != null) {
      deltas.add(usage.stated(counts));
    }
    if (status.equals(FAILED) || isReport(response)) {
      throw new ProviderErrorException(ProviderError.read(0, response), deltas);
    }
    switch (status) {
      case COMPLETED -> end(response, "stop", deltas);
      case INCOMPLETE -> {
        String reason = FinishReasons.word(response.at("incomplete_details").text("reason"));
        end(response, reason == null ? status : reason, deltas);
      }
      case CANCELLED -> end(response, status, deltas);
      default -> {}
    }
  }

  private void end(JsonObject response, String reason, List<Delta> deltas) {
    output.rest(response, deltas);
    deltas.add(output.finish(reason));
    ended = true;
  }
}
