package dev.byok.access.bedrock;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.access.Question;
import dev.byok.access.Question.Told;
import dev.byok.client.bedrock.BedrockConventions;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.http.Transport;
import dev.byok.json.JsonObject;
import dev.byok.routing.Route;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Proves keys and lists models by asking Bedrock's other host, or the paths of that one below a
 * host of the user's own.
 */
public final class ControlPlane {
  private static final String MODELS = "/foundation-models?byInferenceType=ON_DEMAND";
  private static final String PROFILES = "/inference-profiles?maxResults=1000";
  private static final int MOST_PAGES = 50;

  private final Question question;

  public ControlPlane(Transport transport, String userAgent, Clock clock) {
    this.question = new Question(transport, userAgent, new BedrockConventions(clock));
  }

  /** A model, or a profile that serves one, by the id that prompts are sent to. */
  public record Model(String id, @Nullable String name) {}

  /**
   * Lets a key pass that AWS knows. One that may not list models is known too: a key needs no more
   * than the right to invoke them. A host of the user's own need not offer this.
   *
   * @throws Failure of kind {@code KEY_REJECTED} with the text of the contract, or of another kind
   *     when AWS could not be asked
   */
  public Verdict verify(Route route) {
    Told told = question.ask(route, address(route, MODELS));
    ProviderError error = told.error();
    boolean ofAws = isOfAws(route);
    if (error == null) {
      return listed(route, told.body(), ofAws);
    }
    if (isRecognised(error)) {
      return Verdict.PROVEN;
    }
    int status = error.status();
    boolean missing = status == 404 || status == 405 || status == 501;
    if (!missing || error.kind(route.provider().id()) == Kind.KEY_REJECTED) {
      throw question.verification(route, error, told.location());
    }
    if (!ofAws) {
      return Verdict.NOT_CHECKABLE;
    }
    throw Failure.of(
            Kind.UNAVAILABLE,
            route.provider().name() + " has no list of models to ask for (HTTP " + status + ")")
        .provider(route.provider().id())
        .status(status)
        .hint("try again later");
  }

  private Verdict listed(Route route, @Nullable JsonObject body, boolean ofAws) {
    if (body != null && (ofAws || body.get("modelSummaries") instanceof List<?>)) {
      return Verdict.PROVEN;
    }
    if (ofAws) {
      throw question.noObject(route);
    }
    return Verdict.NOT_CHECKABLE;
  }

  /**
   * The models that write text and can be asked in the key's region, and its profiles.
   *
   * @throws Failure when AWS does not say
   */
  public List<Model> models(Route route) {
    List<Model> models = new ArrayList<>();
    for (JsonObject model : answer(route, MODELS).objects("modelSummaries")) {
      List<String> outputs = model.texts("outputModalities");
      if (outputs.isEmpty() || outputs.contains("TEXT")) {
        add(model.text("modelId"), model.text("modelName"), models);
      }
    }
    String token = "";
    for (int page = 0; token != null && page < MOST_PAGES; page++) {
      JsonObject profiles = answer(route, token.isEmpty() ? PROFILES : PROFILES + next(token));
      for (JsonObject profile : profiles.objects("inferenceProfileSummaries")) {
        add(profile.text("inferenceProfileId"), profile.text("inferenceProfileName"), models);
      }
      String following = profiles.text("nextToken");
      token = following == null || following.isEmpty() ? null : following;
    }
    return models;
  }

  private JsonObject answer(Route route, String path) {
    Told told = question.ask(route, address(route, path));
    if (told.error() != null) {
      throw question.failure(route, told.error(), told.location());
    }
    JsonObject body = told.body();
    if (body == null) {
      throw question.noObject(route);
    }
    return body;
  }

  private static void add(@Nullable String id, @Nullable String name, List<Model> models) {
    if (id != null && !id.isEmpty()) {
      models.add(new Model(id, name));
    }
  }

  private static String next(String token) {
    return "&nextToken=" + URLEncoder.encode(token, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Its own host is left only for the sister of that host, which is AWS's as well. */
  private static URI address(Route route, String path) {
    String region = BedrockConventions.credentials(route).region();
    Endpoint endpoint = route.endpoint();
    Endpoint asked =
        isOfAws(route)
            ? Endpoint.of("https://bedrock." + region + ".amazonaws.com", false)
            : endpoint;
    return asked.resolve(path);
  }

  private static boolean isOfAws(Route route) {
    String region = BedrockConventions.credentials(route).region();
    return route.endpoint().host().equals("bedrock-runtime." + region + ".amazonaws.com");
  }

  /** A wrong API key is denied access too, and told from a known one by the words alone. */
  private static boolean isRecognised(ProviderError error) {
    return error.status() == 403
        && error.codes().contains("accessdeniedexception")
        && !error.message().toLowerCase(Locale.ROOT).contains("authentication failed");
  }
}
