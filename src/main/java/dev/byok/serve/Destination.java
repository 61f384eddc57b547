package dev.byok.serve;

import dev.byok.catalog.ApiPath;
import dev.byok.client.Addresses;
import dev.byok.failure.Failure;
import dev.byok.keys.names.KeyName;
import dev.byok.routing.Route;
import dev.byok.routing.Router;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where one request goes. It never goes to a key that the program was not lent.
 *
 * @param rename the model's own id where the program wrote a reference or an alias; null where the
 *     body stays as it is
 */
record Destination(Route route, URI address, @Nullable String rename) {

  /**
   * Decides the destination.
   *
   * @param named the model in the body or the path, or null if there is none
   * @param base the gateway's own URL, for messages
   * @throws RefusedException if there is no key for it that the program may use
   */
  static Destination of(
      Passage.Ask ask, @Nullable String named, Permit permit, Router router, String base)
      throws RefusedException {
    Operation operation = ask.operation();
    if (named == null || named.isBlank()) {
      throw refused(400, "model_missing", "the request names no model");
    }
    Chosen chosen =
        ask.key() == null
            ? byModel(named, operation, permit, router)
            : byKey(ask.key(), named, permit, router, base);
    if (!permit.mayAsk(chosen.key(), chosen.model())) {
      throw new RefusedException(
          Refusal.of(
              operation.shape() == Shape.OPENAI ? 400 : 404,
              "model_not_found",
              "byok does not lend the model "
                  + chosen.model()
                  + " to this program; its --allow-model decides"));
    }
    Route route;
    try {
      route = router.route(chosen.key() + "/" + chosen.model());
    } catch (Failure failed) {
      throw new RefusedException(Refusals.of(failed, operation.shape()));
    }
    Route spoken = route.speaking(operation.dialect());
    if (spoken == null
        || (operation == Operation.FILL_IN && route.provider().fillInTheMiddle() == null)) {
      throw refused(400, "wrong_wire", wrongWire(route, base));
    }
    return new Destination(
        spoken,
        address(spoken, ask, chosen.model()),
        chosen.model().equals(named) ? null : chosen.model());
  }

  private record Chosen(KeyName key, String model) {}

  private static Chosen byKey(String text, String model, Permit permit, Router router, String base)
      throws RefusedException {
    KeyName key;
    try {
      key = router.keyName(text);
    } catch (Failure unknown) {
      throw refused(404, "not_found", nothingThere(permit, base));
    }
    if (!permit.keys().contains(key)) {
      throw refused(404, "not_found", nothingThere(permit, base));
    }
    return new Chosen(key, model);
  }

  /** A reference or an alias counts only if its key is lent; otherwise it is a model of the key. */
  private static Chosen byModel(String named, Operation operation, Permit permit, Router router)
      throws RefusedException {
    Router.Target target = router.named(named);
    if (target != null && permit.keys().contains(target.key())) {
      return new Chosen(target.key(), target.model());
    }
    List<KeyName> keys = permit.keys();
    if (keys.size() == 1) {
      return new Chosen(keys.getFirst(), named);
    }
    throw new RefusedException(
        Refusal.of(
            operation.shape() == Shape.OPENAI ? 400 : 404,
            "model_not_found",
            "byok cannot tell which key the model "
                + named
                + " needs; write it as KEY/MODEL, KEY being one of "
                + words(keys)));
  }

  /** Returns what to say where a path leads nowhere: the base URLs that do. */
  static String nothingThere(Permit permit, String base) {
    List<String> bases = new ArrayList<>();
    for (KeyName key : permit.keys()) {
      bases.add(base + "/" + key + "/v1");
    }
    return "byok serves no such path; a base URL is "
        + (bases.isEmpty() ? base + "/KEY/v1" : String.join(" or ", bases));
  }

  private static String words(List<KeyName> keys) {
    List<String> names = new ArrayList<>();
    for (KeyName key : keys) {
      names.add(key.toString());
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String wrongWire(Route route, String base) {
    String own = base + "/" + route.key();
    String path =
        switch (route.provider().dialect()) {
          case "anthropic-messages" -> own + "/v1/messages";
          case "gemini-generate-content" -> own + "/v1beta/models/MODEL:generateContent";
          case "openai-chat" -> own + "/v1/chat/completions";
          default -> "none";
        };
    return route.provider().name()
        + " does not speak this wire format and byok translates none; "
        + (path.equals("none") ? "it cannot be reached this way" : "it answers at " + path);
  }

  private static URI address(Route route, Passage.Ask ask, String model) {
    ApiPath gaps = ask.operation() == Operation.FILL_IN ? route.provider().fillInTheMiddle() : null;
    if (gaps != null) {
      return Addresses.of(route, gaps);
    }
    String path =
        ask.operation().namesModelInPath()
            ? "/models/" + model + ":" + ask.operation().path()
            : "/" + ask.operation().path();
    String query = ask.query().isEmpty() ? "" : "?" + ask.query();
    String base = String.valueOf(route.endpoint().base().getPath());
    boolean otherVersion =
        ask.operation().namesModelInPath()
            && !ask.version().isEmpty()
            && base.startsWith("/v1")
            && base.indexOf('/', 1) < 0;
    if (otherVersion) {
      return route.endpoint().resolveFromHost("/" + ask.version() + path + query);
    }
    return Addresses.of(route, new ApiPath(Addresses.onWire(route, path) + query, false));
  }

  private static RefusedException refused(int status, String code, String message) {
    return new RefusedException(Refusal.of(status, code, message));
  }
}
