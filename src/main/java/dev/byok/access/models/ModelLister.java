package dev.byok.access.models;

import dev.byok.access.question.Question;
import dev.byok.access.question.Told;
import dev.byok.catalog.ApiPath;
import dev.byok.catalog.ModelList;
import dev.byok.catalog.Provider;
import dev.byok.client.Addresses;
import dev.byok.client.ProviderFailures;
import dev.byok.failure.Failure;
import dev.byok.http.Endpoint;
import dev.byok.http.Transport;
import dev.byok.http.wire.SmallBody;
import dev.byok.routing.Route;
import dev.byok.secrets.Redaction;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a key's own host for its models, page by page. A public list is read without the key, unless
 * the provider's row says otherwise.
 */
public final class ModelLister {
  private final Question question;
  private final AwsModels aws;

  public ModelLister(Transport transport, AwsModels aws, String userAgent) {
    this.question = new Question(transport, userAgent);
    this.aws = aws;
  }

  /** Returns whether the key is sent when this provider is asked. */
  public static boolean sendsKey(Provider provider) {
    ModelList how = provider.modelList();
    return how.byBedrock() || (how.path() != null && how.sendsKey());
  }

  /** Returns whether listing its models takes a request. */
  public static boolean isAsked(Provider provider) {
    return provider.modelList().known().isEmpty();
  }

  /** Returns whether its models can be listed without a key. */
  public static boolean isOpen(Provider provider) {
    ModelList how = provider.modelList();
    return how.open() || !how.known().isEmpty();
  }

  /**
   * Returns the models of the route's key; the route's own model does not matter.
   *
   * @throws Failure when the provider does not list them
   */
  public Listing list(Route route) {
    ModelList how = route.provider().modelList();
    if (how.byBedrock()) {
      return new Listing(aws.list(route), true);
    }
    ApiPath path = how.path();
    if (path == null) {
      List<ListedModel> known = new ArrayList<>();
      for (String id : how.known()) {
        known.add(ListedModel.of(id));
      }
      return new Listing(known, true);
    }
    return pages(route, how, address(route, path));
  }

  /**
   * Returns the list's address, never on another host of the provider for a host of the user's own.
   */
  private static URI address(Route route, ApiPath path) {
    String home = route.provider().baseUrl();
    boolean atHome =
        home != null && Endpoint.of(home, false).base().equals(route.endpoint().base());
    return Addresses.of(
        route, path.isElsewhere() && !atHome ? new ApiPath("/models", false) : path);
  }

  private Listing pages(Route route, ModelList how, URI first) {
    Redaction redaction = how.sendsKey() ? ProviderFailures.redaction(route) : Redaction.none();
    Paging paging = new Paging(how.paging(), first);
    Map<String, ListedModel> models = new LinkedHashMap<>();
    for (URI address = paging.first(); address != null; ) {
      ListPage page =
          page(route, how, address, redaction, ListPage.MOST_MODELS - models.size() + 1);
      int before = models.size();
      for (ListedModel model : page.models()) {
        if (models.size() == ListPage.MOST_MODELS) {
          return new Listing(List.copyOf(models.values()), false);
        }
        if (!repeats(model.id(), redaction) && !repeats(model.name(), redaction)) {
          models.putIfAbsent(model.id(), model);
        }
      }
      address = paging.after(page, models.size() > before);
    }
    return new Listing(List.copyOf(models.values()), !paging.isCut());
  }

  /** Returns whether a server sent the key back in a name, since lists are stored and shown. */
  private static boolean repeats(@Nullable String said, Redaction key) {
    return said != null && key.holds(said);
  }

  private ListPage page(Route route, ModelList how, URI address, Redaction redaction, int most) {
    SmallBody.Reader<ListPage> reader = body -> ListPage.read(body, how, most);
    Told<ListPage> told =
        how.sendsKey()
            ? question.withKey(route, address, reader)
            : question.open(route, address, reader);
    ListFailures failures = new ListFailures(route, redaction);
    return switch (told) {
      case Told.Answer<ListPage>(ListPage page) -> page;
      case Told.SomethingElse<ListPage> _ -> throw failures.noList();
      case Told.Refused<ListPage>(var error, var location) ->
          throw failures.refused(error, location);
      case Told.BrokeOff<ListPage>(IOException why) -> throw failures.broken().causedBy(why);
    };
  }
}
