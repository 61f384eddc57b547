package dev.byok.access;

import dev.byok.access.models.ListPage;
import dev.byok.access.models.ListedModel;
import dev.byok.access.question.Question;
import dev.byok.access.question.Told;
import dev.byok.catalog.ApiPath;
import dev.byok.catalog.ModelList;
import dev.byok.client.Addresses;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.routing.Route;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the model that costs the key's owner least, in the list that anybody may read. */
final class CheapestModel {
  private final Question question;

  CheapestModel(Question question) {
    this.question = question;
  }

  /** Returns the model's id, or null when a server of the user's own has no list. */
  @Nullable String of(Route route, boolean ownHost) {
    ApiPath path = KeyListing.reachable(route.provider().modelList().path(), ownHost);
    if (path == null) {
      return null;
    }
    String cheapest = cheapest(models(route, path, ownHost));
    if (cheapest == null && !ownHost) {
      throw Failure.of(
              Kind.UNAVAILABLE, route.provider().name() + " lists no model to check a key with")
          .provider(route.provider().id())
          .hint("name a model with --model");
    }
    return cheapest;
  }

  private List<ListedModel> models(Route route, ApiPath path, boolean ownHost) {
    ModelList how = route.provider().modelList();
    Told<ListPage> told =
        question.open(
            route,
            Addresses.of(route, path),
            body -> ListPage.read(body, how, ListPage.MOST_MODELS));
    return switch (told) {
      case Told.Answer<ListPage>(ListPage page) -> page.models();
      case Told.SomethingElse<ListPage> _ -> List.of();
      case Told.BrokeOff<ListPage> broken -> throw Question.brokeOff(route, broken);
      case Told.Refused<ListPage>(var error, var location) -> {
        if (ownHost && error.status() == 404) {
          yield List.of();
        }
        throw VerificationFailures.of(route, error, location);
      }
    };
  }

  /** Returns the model with the lowest price, or the first one where no price is given. */
  private static @Nullable String cheapest(List<ListedModel> models) {
    String cheapest = null;
    BigDecimal lowest = null;
    for (ListedModel model : models) {
      BigDecimal input = model.rates().input();
      BigDecimal output = model.rates().output();
      BigDecimal price = input == null || output == null ? null : input.add(output);
      boolean cheaper = price != null && (lowest == null || price.compareTo(lowest) < 0);
      if (!model.deprecated() && (cheapest == null || cheaper)) {
        cheapest = model.id();
        lowest = price == null ? lowest : price;
      }
    }
    return cheapest;
  }
}
