package dev.byok.cli.serve;

import dev.byok.cli.line.Setup;
import dev.byok.cli.line.Storage;
import dev.byok.cli.models.KeyModels;
import dev.byok.failure.Failure;
import dev.byok.failure.Notices;
import dev.byok.keys.names.KeyName;
import java.util.List;

/** The models of a key for programs that ask: from the cache, else from the provider. */
final class LentModels {
  private final Setup setup;
  private final Storage storage;
  private final Serving serving;
  private final Notices notices;

  LentModels(Setup setup, Storage storage, Serving serving, Notices notices) {
    this.setup = setup;
    this.storage = storage;
    this.serving = serving;
    this.notices = notices;
  }

  /** Returns the ids; none if the provider does not tell them, since programs go on without. */
  List<String> of(KeyName key) {
    try {
      return KeyModels.ids(setup, key, storage.modelCache(), serving.modelLister());
    } catch (Failure untold) {
      notices.notice("the models of " + key + " cannot be listed: " + untold.text());
      return List.of();
    }
  }
}
