package dev.byok.access.kilo;

import dev.byok.access.models.ListPage;
import dev.byok.access.models.ListedModel;
import dev.byok.access.question.Question;
import dev.byok.access.question.Told;
import dev.byok.catalog.ApiPath;
import dev.byok.client.Addresses;
import dev.byok.client.ProviderFailures;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.http.Transport;
import dev.byok.routing.Route;
import java.io.IOException;
import java.util.List;

/**
 * Checks whether the Kilo Gateway holds the caller's own key for a model. Without one it silently
 * spends the caller's credits, so this is asked before a prompt is sent.
 */
public final class StoredKiloKeys {
  private static final ApiPath MODELS = new ApiPath("/models", false);

  private final Question question;

  public StoredKiloKeys(Transport transport, String userAgent) {
    this.question = new Question(transport, userAgent);
  }

  /**
   * Checks that the route's model would be billed to the caller's own key.
   *
   * @throws Failure of kind {@code NO_KEY} when it would not, {@code NO_MODEL} when it is not
   *     listed, or another when the gateway could not be asked
   */
  public void require(Route route) {
    for (ListedModel listed : models(route)) {
      if (listed.id().equalsIgnoreCase(route.model())) {
        if (listed.ownKeyStored()) {
          return;
        }
        throw Failure.of(
                Kind.NO_KEY,
                "the Kilo Gateway has no key of yours for " + UserWord.quoted(route.model()))
            .provider(route.provider().id())
            .detail("it would spend your Kilo credits; nothing was sent")
            .hint("store your key in your Kilo profile, or omit --require-byok");
      }
    }
    throw Failure.of(
            Kind.NO_MODEL, "the Kilo Gateway lists no model " + UserWord.quoted(route.model()))
        .provider(route.provider().id())
        .detail("so byok cannot tell whether your own key would pay; nothing was sent")
        .hint("byok models kilo lists them");
  }

  private List<ListedModel> models(Route route) {
    Told<ListPage> told = question.withKey(route, Addresses.of(route, MODELS), ListPage::any);
    return switch (told) {
      case Told.Answer<ListPage>(ListPage page) -> page.models();
      case Told.Refused<ListPage>(var error, var location) ->
          throw new ProviderFailures(route, ProviderFailures.redaction(route)).of(error, location);
      case Told.BrokeOff<ListPage>(IOException why) -> throw brokeOff(route).causedBy(why);
      case Told.SomethingElse<ListPage> _ -> throw brokeOff(route);
    };
  }

  private static Failure brokeOff(Route route) {
    return Failure.of(Kind.UNAVAILABLE, "the model list of the Kilo Gateway broke off")
        .provider(route.provider().id())
        .hint("try again; nothing was sent");
  }
}
