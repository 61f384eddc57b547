package dev.byok.routing;

import dev.byok.catalog.Catalog;
import dev.byok.catalog.ModelReference;
import dev.byok.catalog.Provider;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.AwsRegion;
import dev.byok.keys.KeyName;
import dev.byok.keys.KeyRecord;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.KeySettings;
import dev.byok.secrets.Redaction;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a model reference into a {@link Route}. Nothing is sent and no secret is opened here. */
public final class Router {
  private static final String REGION = "{region}";

  private final Catalog catalog;
  private final Config config;
  private final KeyResolver keys;
  private final DemoHost demo;

  public Router(Catalog catalog, Config config, KeyResolver keys, DemoHost demo) {
    this.catalog = catalog;
    this.config = config;
    this.keys = keys;
    this.demo = demo;
  }

  /** A key and a model at its provider. */
  public record Target(Provider provider, KeyName key, String model) {
    @Override
    public String toString() {
      return key + "/" + model;
    }
  }

  /** The route for a reference, or for the default when it is null. */
  public Route route(@Nullable String reference) {
    Target target = resolve(reference);
    KeyResolver.Choice choice = keys.choose(target.provider(), target.key(), target.model());
    return new Route(
        target.provider(),
        target.key(),
        endpoint(
            target.provider(), target.key(), choice.host(), choice.allowHttp(), choice.settings()),
        target.model(),
        choice.credential(),
        choice.settings());
  }

  /** Which provider, key and model a reference means; null means the default. */
  public Target resolve(@Nullable String reference) {
    return reference == null ? defaultTarget() : resolve(reference, new HashSet<>());
  }

  /** The checked base URL of a key: the given host, else the provider's own. */
  public Endpoint endpoint(
      Provider provider,
      KeyName key,
      @Nullable String host,
      boolean allowHttp,
      KeySettings settings) {
    if (provider.id().equals("demo")) {
      return Endpoint.of(demo.start(), false);
    }
    String base = host == null ? provider.baseUrl() : host;
    if (base == null) {
      throw noHost(provider, key);
    }
    if (base.contains(REGION)) {
      base = base.replace(REGION, region(provider, key, settings));
    }
    if (provider.id().equals("azure")) {
      // The older form, with a version, stands beside the newer one.
      base = Endpoint.withPath(base, settings.apiVersion() == null ? "/openai/v1" : "/openai");
    }
    return Endpoint.of(base, allowHttp);
  }

  private static Failure noHost(Provider provider, KeyName key) {
    return Failure.of(Kind.USAGE, "\"" + key + "\" has no host")
        .provider(provider.id())
        .hint(
            provider.id().equals("azure")
                ? "byok keys add " + key + " --host https://RESOURCE.openai.azure.com"
                : "byok keys add "
                    + key
                    + " --host URL, with the URL that ends before /chat/completions");
  }

  /** Checked before it becomes a part of a host's name. */
  private static String region(Provider provider, KeyName key, KeySettings settings) {
    String region = settings.region();
    if (region == null) {
      throw Failure.of(Kind.USAGE, "\"" + key + "\" has no region")
          .provider(provider.id())
          .hint(
              "byok keys add "
                  + key
                  + " --region REGION stores one; with a key from the environment set "
                  + String.join(" or ", provider.settingEnv("region")));
    }
    return AwsRegion.checked(region);
  }

  private Target defaultTarget() {
    String reference = config.defaultModel();
    if (reference == null) {
      throw Failure.of(Kind.NO_KEY, "no model was named and there is no default")
          .hint("use -m provider/model, or set one with: byok default provider/model");
    }
    return resolve(reference, new HashSet<>());
  }

  private Target resolve(String reference, Set<String> seen) {
    ModelReference parsed = ModelReference.parse(reference);
    if (parsed.key() != null) {
      KeyName key = keyName(parsed.key());
      return new Target(catalog.get(key.provider()), key, parsed.model());
    }
    String alias = config.aliases().get(reference);
    if (alias != null) {
      if (!seen.add(reference)) {
        throw Failure.of(Kind.USAGE, "the alias \"" + reference + "\" leads back to itself")
            .hint("byok alias list shows where each one leads");
      }
      return resolve(alias, seen);
    }
    KeyRecord key = storedKey(reference);
    return key == null ? ofDefaultKey(reference, seen) : withItsModel(key);
  }

  private Target withItsModel(KeyRecord key) {
    if (key.model() == null) {
      throw Failure.of(Kind.USAGE, "the key \"" + key.name() + "\" has no default model")
          .hint("use " + key.name() + "/MODEL");
    }
    return new Target(catalog.get(key.name().provider()), key.name(), key.model());
  }

  private Target ofDefaultKey(String model, Set<String> seen) {
    String reference = config.defaultModel();
    if (reference == null || !seen.add(reference) || reference.equals(model)) {
      throw Failure.of(Kind.NO_KEY, Redaction.quoted(model) + " is no alias and no stored key")
          .detail("a model's name alone would mean the default key's, and there is no default")
          .hint("use provider/model, or set a default with: byok default provider/model");
    }
    Target fallback = resolve(reference, seen);
    return new Target(fallback.provider(), fallback.key(), model);
  }

  private @Nullable KeyRecord storedKey(String text) {
    int colon = text.indexOf(':');
    String provider = colon < 0 ? text : text.substring(0, colon);
    return catalog.find(provider) == null ? null : keys.index().find(keyName(text));
  }

  /** The name with the provider's id in place of an alias of it. */
  public KeyName keyName(String text) {
    int colon = text.indexOf(':');
    String provider = colon < 0 ? text : text.substring(0, colon);
    String label = colon < 0 ? null : text.substring(colon + 1);
    return new KeyName(catalog.get(provider).id(), label);
  }
}
