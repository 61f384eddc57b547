package dev.byok.access.models;

import dev.byok.routing.Route;
import java.util.List;

/** Asks AWS for the models of a key. Its requests are signed, unlike those of other providers. */
public interface AwsModels {
  /**
   * Returns the models that the route's key may use in its region.
   *
   * @throws dev.byok.failure.Failure when AWS does not list them
   */
  List<ListedModel> list(Route route);
}
