package dev.byok.client.bedrock;

import dev.byok.client.ServiceQuestion;
import dev.byok.client.ServiceQuestion.Told;
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

  private final ServiceQuestion question;

  public ControlPlane(Transport transport, String userAgent, Clock clock) {
    this.question = new ServiceQuestion(transport, userAgent, new BedrockConventions(clock));
  }

  /** A model, or a profile that serves one, by the id that prompts are sent to. */
  public record Model(String id, @Nullable String name) {}

  /**
   * Lets a key pass that AWS knows. One that may not list models is known too: a key needs no more
   * than the right to invoke them.
   *
   * @throws Failure of kind {@code KEY_REJECTED} with the text of the contract, or of another kind
   *     when AWS could not be asked
   */
  public void verify(Route route) {
    Told told = question.ask(route, address(route, MODELS));
    ProviderError error = told.error();
    if (error == null || isRecognised(error)) {
      return;
    }
    Failure failure = question.failure(route, error, told.location());
    throw failure.kind() == Kind.KEY_REJECTED ? rejected(failure, route) : failure;
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
    return told.body();
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
    boolean own = endpoint.host().equals("bedrock-runtime." + region + ".amazonaws.com");
    Endpoint asked =
        own ? Endpoint.of("https://bedrock." + region + ".amazonaws.com", false) : endpoint;
    return asked.resolve(path);
  }

  /** A wrong API key is denied access too, and told from a known one by the words alone. */
  private static boolean isRecognised(ProviderError error) {
    return error.status() == 403
        && error.codes().contains("accessdeniedexception")
        && !error.message().toLowerCase(Locale.ROOT).contains("authentication failed");
  }

  private static Failure rejected(Failure failure, Route route) {
    Failure rejected =
        Failure.of(Kind.KEY_REJECTED, "Invalid key. Validation failed.")
            .provider(failure.provider())
            .hint("check the key at " + route.provider().keyUrl() + ", and its region");
    for (String detail : failure.details()) {
      rejected = rejected.detail(detail);
    }
    Integer status = failure.status();
    return status == null ? rejected : rejected.status(status);
  }
}
