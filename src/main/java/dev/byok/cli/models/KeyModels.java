package dev.byok.cli.models;

import dev.byok.access.models.ListedModel;
import dev.byok.access.models.Listing;
import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.cli.line.Setup;
import dev.byok.keys.names.KeyName;
import java.util.ArrayList;
import java.util.List;

/** The models of one key, for what needs their ids alone. */
public final class KeyModels {
  private KeyModels() {}

  /**
   * Returns the ids that the key lists, from today's list if there is one.
   *
   * @throws dev.byok.failure.Failure if there is no such key or its provider does not answer
   */
  public static List<String> ids(Setup setup, KeyName key, ModelCache cache, ModelLister lister) {
    ModelSource source = ModelSource.of(setup, key);
    List<ListedModel> models = cache.read(source.owner());
    if (models == null) {
      Listing listing = lister.list(source.route());
      models = listing.models();
    }
    List<String> ids = new ArrayList<>();
    for (ListedModel model : models) {
      ids.add(model.id());
    }
    return ids;
  }
}
