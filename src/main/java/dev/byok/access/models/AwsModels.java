package dev.byok.access.models;

import dev.byok.routing.Route;
import java.util.List;

/** Asks AWS for the models of a key; its requests are signed, and no others are like them. */
public interface AwsModels {
  /**
   * What the route's key may use in its region.
   *
   * @throws dev.byok.failure.Failure when AWS does not say
   */
  List<ListedModel> list(Route route);
}
