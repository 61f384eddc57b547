package dev.byok.routing;

import dev.byok.catalog.Provider;
import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.forms.AwsRegion;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeySettings;
import org.jspecify.annotations.Nullable;

/** Turns a model reference into a {@link Route}. Nothing is sent and no secret is opened here. */
public final class Router {
  private static final String REGION = "{region}";

  private final ModelReferences references;
  private final KeyResolver keys;
  private final DemoHost demo;
  private final Config config;

  /**
   * @param references decides which key and model a reference means
   * @param config says which wire the user wants where a provider speaks several
   */
  public Router(ModelReferences references, KeyResolver keys, DemoHost demo, Config config) {
    this.references = references;
    this.keys = keys;
    this.demo = demo;
    this.config = config;
  }

  /** A key and a model at its provider. */
  public record Target(Provider provider, KeyName key, String model) {
    @Override
    public String toString() {
      return key + "/" + model;
    }
  }

  /** Returns the route for a reference, or for the default when it is null. */
  public Route route(@Nullable String reference) {
    Target target = resolve(reference);
    KeyResolver.Choice choice = keys.choose(target.provider(), target.key(), target.model());
    Provider provider = target.provider();
    Endpoint endpoint =
        endpoint(provider, target.key(), choice.host(), choice.allowHttp(), choice.settings());
    return new Route(
        provider,
        target.key(),
        endpoint,
        target.model(),
        choice.credential(),
        choice.settings(),
        wire(provider, endpoint, target.model(), choice.settings()));
  }

  /** Returns which provider, key and model a reference means; null means the default. */
  public Target resolve(@Nullable String reference) {
    return references.target(reference);
  }

  /**
   * Returns what a text means that names a key before a slash, or is an alias. Returns null for any
   * other text, such as a model's name with a slash.
   */
  public @Nullable Target named(String text) {
    return references.named(text);
  }

  /** Returns the wire for a model at a key with these settings. */
  public WireChoice wire(Provider provider, Endpoint endpoint, String model, KeySettings settings) {
    return WireChoice.of(
        provider, endpoint, model, settings, config.setting(provider.wireSetting()));
  }

  /** Returns the default reference as the user wrote it; null where there is none. */
  public @Nullable String defaultReference() {
    return references.defaultReference();
  }

  /**
   * Returns the reference in a form that means the same when a file is read later.
   *
   * @throws Failure when it means nothing
   */
  public String lasting(String reference) {
    return references.lasting(reference);
  }

  /** Returns the key's name, with the provider's id in place of an alias, in any case. */
  public KeyName keyName(String text) {
    return references.keyName(text);
  }

  /** Returns the checked base URL of a key: the given host, otherwise the provider's own. */
  public Endpoint endpoint(
      Provider provider,
      KeyName key,
      @Nullable String host,
      boolean allowHttp,
      KeySettings settings) {
    if (provider.isBuiltIn()) {
      return Endpoint.of(demo.start(), false);
    }
    String base = host == null ? provider.baseUrl() : host;
    if (base == null) {
      throw noHost(provider, key);
    }
    if (base.contains(REGION)) {
      base = base.replace(REGION, region(provider, key, settings));
    }
    if (KeyForm.of(provider.id()) == KeyForm.AZURE) {
      // Azure's older API, which has a version, has another path than the newer one.
      base = Endpoint.withPath(base, settings.apiVersion() == null ? "/openai/v1" : "/openai");
    }
    return Endpoint.of(base, allowHttp);
  }

  private static Failure noHost(Provider provider, KeyName key) {
    return Failure.of(Kind.USAGE, "\"" + key + "\" has no host")
        .provider(provider.id())
        .hint(
            KeyForm.of(provider.id()) == KeyForm.AZURE
                ? "byok keys add " + key + " --host https://RESOURCE.openai.azure.com"
                : "byok keys add "
                    + key
                    + " --host URL; the URL is the server's address without /chat/completions");
  }

  /** Returns the region, checked before it becomes a part of a host's name. */
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
}
