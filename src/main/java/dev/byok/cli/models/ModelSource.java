package dev.byok.cli.models;

import dev.byok.access.models.ModelCache;
import dev.byok.access.models.ModelLister;
import dev.byok.catalog.Provider;
import dev.byok.cli.line.Setup;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A key whose models will be listed.
 *
 * @param owner what the list belongs to in the cache
 * @param withoutKey whether there is no such key, so that only the public list is available
 */
record ModelSource(Route route, ModelCache.Owner owner, boolean withoutKey) {

  /** Returns the source for the key that a prompt would use, otherwise the public list. */
  static ModelSource of(Setup setup, KeyName name) {
    Provider provider = setup.catalog().get(name.provider());
    KeyResolver.Choice choice;
    boolean withoutKey = false;
    try {
      choice = setup.keys().choose(provider, name, "");
    } catch (Failure failed) {
      boolean missing = failed.kind() == Kind.NO_KEY && name.label() == null;
      if (!missing || !ModelLister.isOpen(provider)) {
        throw failed;
      }
      choice = setup.keys().withoutKey(provider, name);
      withoutKey = true;
    }
    Route route =
        new Route(
            provider,
            name,
            setup
                .router()
                .endpoint(provider, name, choice.host(), choice.allowHttp(), choice.settings()),
            "",
            choice.credential(),
            choice.settings());
    return new ModelSource(route, owner(setup, route), withoutKey);
  }

  private static ModelCache.Owner owner(Setup setup, Route route) {
    KeySettings settings = route.settings();
    String edition =
        settings.organization() + "\n" + settings.apiVersion() + "\n" + settings.region();
    boolean depends = ModelLister.sendsKey(route.provider()) && !route.credential().isNone();
    KeyRecord stored = depends ? storedFor(setup, route) : null;
    Secret unnamed = depends && stored == null ? route.credential().secret() : null;
    if (stored != null) {
      edition += "\n" + stored.fingerprint() + "\n" + stored.added();
    } else {
      edition += unnamed == null ? "\nopen" : "\nenvironment";
    }
    return new ModelCache.Owner(
        route.key().toString(), route.endpoint().base().toString(), edition, unnamed);
  }

  /** The record of the credential; null if the key comes from the environment. */
  private static @Nullable KeyRecord storedFor(Setup setup, Route route) {
    return route.credential().source().variable() != null
        ? null
        : setup.keys().index().find(route.key());
  }
}
