package dev.byok.serve;

import dev.byok.failure.Failure;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.keys.names.KeyName;
import dev.byok.serve.listen.Incoming;
import dev.byok.serve.listen.Outgoing;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Lists the models that a program may use, in the form of the wire that it speaks. */
public final class ModelsAnswer {
  private final Function<KeyName, List<String>> ids;
  private final FetchedKeys keys;
  private final Site site;

  /**
   * @param ids the models of a key; empty where the provider does not tell them
   */
  public ModelsAnswer(Function<KeyName, List<String>> ids, FetchedKeys keys, Site site) {
    this.ids = ids;
    this.keys = keys;
    this.site = site;
  }

  void answer(Passage.Models list, Permit permit, Incoming request, Outgoing answer)
      throws IOException, RefusedException {
    List<String> models = new ArrayList<>();
    for (KeyName key : named(list, permit)) {
      boolean whole = list.key() == null && permit.keys().size() > 1;
      for (String id : ids.apply(key)) {
        if (permit.mayAsk(key, id)) {
          models.add(whole ? key + "/" + id : id);
        }
      }
    }
    boolean anthropic = request.first("anthropic-version") != null;
    String json = Json.write(anthropic ? anthropic(models) : openAi(models));
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    answer.head(200, List.of(new Incoming.Field("Content-Type", "application/json")), body.length);
    answer.write(body, 0, body.length);
    answer.end();
    site.log()
        .answered(
            new RequestLog.Answered(
                permit.name(), request.method(), site.path(request), 200, null, null));
  }

  private List<KeyName> named(Passage.Models list, Permit permit) throws RefusedException {
    if (list.key() == null) {
      return permit.keys();
    }
    try {
      KeyName key = keys.router().keyName(list.key());
      if (permit.keys().contains(key)) {
        return List.of(key);
      }
    } catch (Failure unknown) {
      // A name of no provider is the name of no key that is lent.
    }
    throw new RefusedException(
        Refusal.of(404, "not_found", Destination.nothingThere(permit, site.base())));
  }

  private static JsonObject openAi(List<String> models) {
    List<JsonObject> data = new ArrayList<>();
    for (String model : models) {
      data.add(
          JsonObject.builder()
              .put("id", model)
              .put("object", "model")
              .put("created", 0)
              .put("owned_by", "byok")
              .build());
    }
    return JsonObject.builder().put("object", "list").put("data", data).build();
  }

  private static JsonObject anthropic(List<String> models) {
    List<JsonObject> data = new ArrayList<>();
    for (String model : models) {
      data.add(
          JsonObject.builder()
              .put("type", "model")
              .put("id", model)
              .put("display_name", model)
              .put("created_at", "1970-01-01T00:00:00Z")
              .build());
    }
    return JsonObject.builder()
        .put("data", data)
        .put("has_more", false)
        .put("first_id", models.isEmpty() ? null : models.getFirst())
        .put("last_id", models.isEmpty() ? null : models.getLast())
        .build();
  }
}
