package dev.byok.access.models;

import java.util.List;

/**
 * The models that one key can use.
 *
 * @param complete whether these are all; an endless list is cut
 */
public record Listing(List<ListedModel> models, boolean complete) {
  public Listing {
    models = List.copyOf(models);
  }
}
