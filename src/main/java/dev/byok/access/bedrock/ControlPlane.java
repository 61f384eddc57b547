package dev.byok.access.bedrock;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.access.VerificationFailures;
import dev.byok.access.models.ListedModel;
import dev.byok.access.question.Question;
import dev.byok.access.question.Told;
import dev.byok.access.question.Trees;
import dev.byok.client.Conventions;
import dev.byok.client.ProviderFailures;
import dev.byok.client.bedrock.BedrockConventions;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.http.Transport;
import dev.byok.json.JsonCursor;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/**
 * Checks keys and lists models at Bedrock's other host, or at the same paths below a host of the
 * user's own.
 */
public final class ControlPlane {
  private static final String MODELS = "/foundation-models?byInferenceType=ON_DEMAND";
  private static final String PROFILES = "/inference-profiles?maxResults=1000";
  private static final JsonNode TEXT = StringNode.valueOf("TEXT");
  private static final String NO_OBJECT = "is not a JSON object";
  private static final int MOST_PAGES = 50;
  private static final int MOST_VALUES = 200_000;

  private final Question question;
  private final Conventions conventions;

  public ControlPlane(Transport transport, String userAgent, Clock clock) {
    this.question = new Question(transport, userAgent);
    this.conventions = new BedrockConventions(clock);
  }

  /**
   * Checks that AWS knows the key. AWS also knows a key that may not list models, since a key needs
   * only the right to invoke them. A host of the user's own may lack this path.
   *
   * @throws Failure of kind {@code KEY_REJECTED} with its fixed text, or of another kind when AWS
   *     could not be asked
   */
  public Verdict verify(Route route) {
    boolean ofAws = isOfAws(route);
    return switch (ask(route, MODELS)) {
      case Told.Answer<JsonNode>(JsonNode body)
          when ofAws || body.path("modelSummaries").isArray() ->
          Verdict.PROVEN;
      case Told.SomethingElse<JsonNode> _ when ofAws -> throw Question.unusable(route, NO_OBJECT);
      case Told.Answer<JsonNode> _, Told.SomethingElse<JsonNode> _ -> Verdict.NOT_CHECKABLE;
      case Told.BrokeOff<JsonNode> broken -> throw Question.brokeOff(route, broken);
      case Told.Refused<JsonNode>(var error, var location) ->
          refused(route, error, location, ofAws);
    };
  }

  private Verdict refused(
      Route route, ProviderError error, @Nullable String location, boolean ofAws) {
    if (isRecognized(error)) {
      return Verdict.PROVEN;
    }
    int status = error.status();
    boolean missing = status == 404 || status == 405 || status == 501;
    if (!missing || error.kind(route.provider().id()) == Kind.KEY_REJECTED) {
      throw VerificationFailures.of(route, error, location, redaction(route));
    }
    if (!ofAws) {
      return Verdict.NOT_CHECKABLE;
    }
    throw Failure.of(
            Kind.UNAVAILABLE,
            route.provider().name() + " has no model list at this address (HTTP " + status + ")")
        .provider(route.provider().id())
        .status(status)
        .hint("try again later");
  }

  /**
   * Returns the models that write text and are available in the key's region, and its profiles, by
   * the ids that prompts are sent to.
   *
   * @throws Failure when AWS does not list them
   */
  public List<ListedModel> models(Route route) {
    List<ListedModel> models = new ArrayList<>();
    for (JsonNode model : answer(route, MODELS).path("modelSummaries").values()) {
      JsonNode outputs = model.path("outputModalities");
      if (outputs.isEmpty() || outputs.valueStream().anyMatch(TEXT::equals)) {
        add(model.path("modelId"), model.path("modelName"), models);
      }
    }
    String token = "";
    for (int page = 0; page == 0 || (page < MOST_PAGES && !token.isEmpty()); page++) {
      JsonNode profiles = answer(route, token.isEmpty() ? PROFILES : PROFILES + next(token));
      for (JsonNode profile : profiles.path("inferenceProfileSummaries").values()) {
        add(profile.path("inferenceProfileId"), profile.path("inferenceProfileName"), models);
      }
      token = profiles.path("nextToken").stringValue("");
    }
    return models;
  }

  private JsonNode answer(Route route, String path) {
    return switch (ask(route, path)) {
      case Told.Answer<JsonNode>(JsonNode body) -> body;
      case Told.SomethingElse<JsonNode> _ -> throw Question.unusable(route, NO_OBJECT);
      case Told.BrokeOff<JsonNode> broken -> throw Question.brokeOff(route, broken);
      case Told.Refused<JsonNode>(var error, var location) ->
          throw new ProviderFailures(route, redaction(route)).of(error, location);
    };
  }

  private Told<JsonNode> ask(Route route, String path) {
    return question.proven(conventions, route, address(route, path), ControlPlane::object);
  }

  private static @Nullable JsonNode object(InputStream body)
      throws IOException, JsonSyntaxException {
    try (JsonCursor json = Trees.open(body)) {
      JsonNode tree = Trees.read(json, MOST_VALUES);
      json.end();
      return tree.isObject() ? tree : null;
    }
  }

  private Redaction redaction(Route route) {
    return Redaction.of(conventions.secrets(route));
  }

  private static void add(JsonNode id, JsonNode name, List<ListedModel> models) {
    if (!id.stringValue("").isEmpty()) {
      models.add(ListedModel.of(id.stringValue(), name.stringValue(null)));
    }
  }

  private static String next(String token) {
    return "&nextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Returns the address. Only AWS's own host is left, for its sister host, which is AWS's too. */
  private static URI address(Route route, String path) {
    String region = BedrockConventions.credentials(route).region();
    return isOfAws(route)
        ? Endpoint.of("https://bedrock." + region + ".amazonaws.com", false).resolve(path)
        : route.endpoint().resolve(path);
  }

  private static boolean isOfAws(Route route) {
    String region = BedrockConventions.credentials(route).region();
    return route.endpoint().host().equals("bedrock-runtime." + region + ".amazonaws.com");
  }

  /** A wrong API key is denied access too; only the message tells it from a known one. */
  private static boolean isRecognized(ProviderError error) {
    return error.status() == 403
        && error.codes().contains("accessdeniedexception")
        && !error.message().toLowerCase(Locale.ROOT).contains("authentication failed");
  }
}
