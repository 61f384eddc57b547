package dev.byok.cli.line;

import dev.byok.catalog.Catalog;
import dev.byok.config.Config;
import dev.byok.config.ConfigFile;
import dev.byok.keyring.Places;
import dev.byok.keys.AwsSource;
import dev.byok.keys.KeyPlaces;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.stores.ChildEnvironment;
import dev.byok.routing.DemoHost;
import dev.byok.routing.KnownModels;
import dev.byok.routing.ModelReferences;
import dev.byok.routing.Router;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The user's setup: the configuration, the keys, and what references resolve to. Each part is made
 * when any thread first asks for it, and fails if its file cannot be read.
 */
public final class Setup implements KnownModels {
  private final Tools tools;
  private final Storage storage;
  private final ChildEnvironment children;
  private final DemoHost demo;
  private final AwsSource aws;
  private volatile boolean mayPrompt = true;
  private @Nullable Config config;
  private @Nullable Catalog catalog;
  private @Nullable KeyPlaces places;
  private @Nullable KeyResolver keys;
  private @Nullable Router router;

  public Setup(
      Tools tools, Storage storage, ChildEnvironment children, DemoHost demo, AwsSource aws) {
    this.tools = tools;
    this.storage = storage;
    this.children = children;
    this.demo = demo;
    this.aws = aws;
  }

  public ConfigFile configFile() {
    return new ConfigFile(storage.paths().configFile(), storage.paths().isChosen());
  }

  /** The configuration as it was when first needed or last read again. */
  public synchronized Config config() {
    if (config == null) {
      config = configFile().read();
    }
    return config;
  }

  public synchronized Catalog catalog() {
    if (catalog == null) {
      catalog = Catalog.load();
    }
    return catalog;
  }

  public synchronized KeyPlaces places() {
    if (places == null) {
      Places.Asked asked = new Places.Asked(this::mayPrompt, tools.terminal().dumb());
      places = new Places(tools.env(), storage.paths(), asked, children, tools.messages());
    }
    return places;
  }

  public synchronized KeyResolver keys() {
    if (keys == null) {
      keys =
          new KeyResolver(
              tools.env(), new KeyIndex(config()), places(), this::usesSharedVariable, aws);
    }
    return keys;
  }

  public synchronized Router router() {
    if (router == null) {
      ModelReferences references =
          new ModelReferences(catalog(), config(), keys(), this, ofEnvironment());
      router = new Router(references, keys(), demo, config());
    }
    return router;
  }

  /** Makes the next use read the configuration again: a key may have been stored meanwhile. */
  public synchronized void reread() {
    config = null;
    keys = null;
    router = null;
  }

  /** Forbids asking the user anything. */
  public void neverPrompt() {
    mayPrompt = false;
  }

  private boolean mayPrompt() {
    return mayPrompt;
  }

  /** A list that cannot be read has no ids. */
  @Override
  public List<String> idsFor(KeyName key) {
    return storage.modelCache().idsOfToday(key.toString());
  }

  /** The reference that takes precedence over the configured default. */
  private @Nullable String ofEnvironment() {
    String reference = tools.env().getOrDefault("BYOK_MODEL", "").strip();
    return reference.isEmpty() ? null : reference;
  }

  /** Whether a setting such as {@code env.GITHUB_TOKEN true} allows a variable with other uses. */
  private boolean usesSharedVariable(String variable) {
    boolean used = "true".equals(config().setting("env." + variable));
    if (used) {
      children.holdVariable(variable);
    }
    return used;
  }
}
