package dev.byok.keys;

import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.forms.AwsVariables;
import dev.byok.keys.forms.KeyForm;
import dev.byok.keys.forms.KiloKey;
import dev.byok.keys.names.KeyIndex;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import dev.byok.keys.stores.KeyStore;
import dev.byok.keys.stores.KeychainFailures;
import dev.byok.secrets.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Chooses exactly one credential for a provider. The first match counts: byok's own variable, the
 * stored key, the provider's conventional variables. If it fails, no other one is tried.
 */
public final class KeyResolver {
  private final Map<String, String> env;
  private final EnvironmentKeys environment;
  private final KeyIndex index;
  private final KeyPlaces places;
  private final Predicate<String> useShared;
  private final AwsSource aws;

  /**
   * @param useShared whether the user allowed a variable that is also used for other things
   * @param aws finds credentials that AWS's tools have
   */
  public KeyResolver(
      Map<String, String> env,
      KeyIndex index,
      KeyPlaces places,
      Predicate<String> useShared,
      AwsSource aws) {
    this.useShared = useShared;
    this.aws = aws;
    this.env = env;
    this.environment = new EnvironmentKeys(env);
    this.index = index;
    this.places = places;
  }

  /**
   * The chosen credential, and what goes with it.
   *
   * @param host a base URL that replaces the provider's own, or null
   * @param allowHttp whether a private address without TLS was allowed for it
   * @param settings what requests need besides the key
   */
  public record Choice(
      Credential credential, @Nullable String host, boolean allowHttp, KeySettings settings) {}

  /** Returns the index of stored keys. */
  public KeyIndex index() {
    return index;
  }

  /** Returns the credential for a key and model; without one, the failure says how to add it. */
  public Choice choose(Provider provider, KeyName name, String model) {
    EnvironmentKeys.Found own = environment.own(name);
    if (own != null) {
      return ofEnvironment(provider, name, own);
    }
    KeyRecord known = index.find(name);
    KeyRecord stored = known == null ? null : inForce(known);
    if (stored != null) {
      refuseHostBeside(provider, name);
      return choice(stored);
    }
    EnvironmentKeys.Found conventional = name.label() == null ? conventional(provider) : null;
    if (conventional != null) {
      return ofEnvironment(provider, name, conventional);
    }
    String host = environmentHost(provider, name);
    if (!provider.needsKey()) {
      KeySettings settings = KeySettings.none().withWire(environment.wire(provider, name));
      return new Choice(Credential.none("no key is needed"), host, false, settings);
    }
    if (name.label() == null && provider.allowsAnonymous(model)) {
      return withoutKey(provider, name);
    }
    throw missing(provider, name);
  }

  /** Returns the choice of a stored key. */
  public Choice choice(KeyRecord stored) {
    if (stored.storedIn() == StoredIn.AWS_PROFILE
        || stored.storedIn() == StoredIn.AWS_ENVIRONMENT) {
      AwsIdentity found = aws(stored);
      return new Choice(
          Credential.ofAws(found),
          stored.host(),
          stored.allowHttp(),
          stored.settings().withRegion(found.region()));
    }
    return new Choice(stored(stored), stored.host(), stored.allowHttp(), stored.settings());
  }

  /** Finds the credentials of a stored key that AWS's tools have; fetches nothing. */
  public AwsIdentity aws(KeyRecord stored) {
    boolean named = stored.storedIn() == StoredIn.AWS_PROFILE;
    if (named && stored.profile() == null) {
      throw Failure.of(
              Kind.FILE, "config.json has no AWS profile for the key \"" + stored.name() + "\"")
          .hint("byok keys add " + stored.name() + " --aws-profile NAME --force stores it again");
    }
    return aws(stored.name(), named ? stored.profile() : null, stored.settings().region());
  }

  /** Finds credentials that AWS's tools have; see {@link AwsSource#find}. */
  public AwsIdentity aws(KeyName name, @Nullable String profile, @Nullable String region) {
    return aws.find(name, profile, region, places);
  }

  /** Returns a choice without a credential, with the host that the environment names. */
  public Choice withoutKey(Provider provider, KeyName name) {
    return new Choice(
        Credential.none("no key, anonymous"),
        environmentHost(provider, name),
        false,
        KeySettings.none());
  }

  /**
   * Returns the record that the stored secret belongs to. While a key is being replaced, or if that
   * was interrupted, it has two records, and the host of one must not get the secret of the other.
   */
  public KeyRecord inForce(KeyRecord known) {
    KeyRecord next = index.next(known.name());
    if (next == null || next.equals(known) || isThere(known)) {
      return known;
    }
    return isThere(next) ? next : known;
  }

  private boolean isThere(KeyRecord key) {
    KeyStore store = places.of(key.storedIn());
    try {
      return store == null || key.isFor(store.read(key.name()));
    } catch (Failure failed) {
      if (KeychainFailures.isAbsence(failed)) {
        return false;
      }
      throw failed;
    }
  }

  /** Returns the credential of a stored key, wherever it is stored. */
  private Credential stored(KeyRecord key) {
    KeyName name = key.name();
    return switch (key.storedIn()) {
      case KEYCHAIN ->
          Credential.from("the keychain", () -> checked(key, places.keychain().read(name)));
      case FILE ->
          Credential.from("the key file", () -> checked(key, places.encryptedFile().read(name)));
      case COMMAND -> {
        String command = key.command();
        if (command == null) {
          throw Failure.of(Kind.FILE, "config.json has no command for the key \"" + name + "\"")
              .hint("byok keys add " + name + " --from-command '…' --force stores it again");
        }
        yield Credential.from(
            "a command", () -> KiloKey.sendable(name, places.command(name, command)));
      }
      case AWS_PROFILE, AWS_ENVIRONMENT -> Credential.ofAws(aws(key));
      case NONE -> Credential.none("no key is needed");
      case ENVIRONMENT ->
          throw new IllegalStateException("a key in the environment is never stored");
    };
  }

  /** Returns the secret, but refuses one that was not stored with this key's host. */
  private static Secret checked(KeyRecord key, Secret secret) {
    if (!key.isFor(secret)) {
      throw Failure.of(
              Kind.KEYCHAIN,
              "another key is stored under \"" + key.name() + "\" than was added here")
          .detail(
              "another program, or byok with another BYOK_HOME, has replaced it; it is not sent")
          .hint("byok keys add " + key.name() + " --force stores the right one with its host");
    }
    return KiloKey.sendable(key.name(), secret);
  }

  /** Whether the environment has a key of that name. The value is not checked. */
  public boolean isInEnvironment(Provider provider, KeyName name) {
    if (isSet(EnvironmentKeys.ownVariable(name))) {
      return true;
    }
    return name.label() == null && hasConventional(provider);
  }

  /** Whether a key of the provider is in its conventional variables. The value is not checked. */
  public boolean hasConventional(Provider provider) {
    for (String variable : conventionalVariables(provider)) {
      if (isSet(variable)) {
        return true;
      }
    }
    return KeyForm.of(provider.id()) == KeyForm.AWS && AwsVariables.areSet(env);
  }

  /** Returns the key in the provider's conventional variables, or null. */
  private EnvironmentKeys.@Nullable Found conventional(Provider provider) {
    KeyForm form = KeyForm.of(provider.id());
    EnvironmentKeys.Found found = environment.conventional(form, conventionalVariables(provider));
    if (found != null && found.variable().equals(AwsVariables.ID)) {
      // Programs that fetch keys may need them, so only a key that is used is kept from programs.
      for (String variable : AwsVariables.secrets()) {
        places.usedAsKey(variable);
      }
    }
    return found;
  }

  private boolean isSet(String variable) {
    String value = env.get(variable);
    return value != null && !value.isBlank();
  }

  /** Returns the provider's variables, except those with other uses that are not allowed. */
  public List<String> conventionalVariables(Provider provider) {
    List<String> shared = provider.sharedEnv();
    List<String> variables = provider.env();
    if (shared.isEmpty()) {
      return variables;
    }
    List<String> allowed = new ArrayList<>();
    for (String variable : variables) {
      if (!shared.contains(variable) || useShared.test(variable)) {
        allowed.add(variable);
      }
    }
    return allowed;
  }

  private Choice ofEnvironment(Provider provider, KeyName name, EnvironmentKeys.Found found) {
    KiloKey key = ofKilo(name, found);
    Secret secret = key.token();
    KiloKey.sendable(name, secret);
    String host = environmentHost(provider, name);
    if (host != null && key.host() != null) {
      throw Failure.of(
              Kind.USAGE,
              found.variable() + " names a host itself, and " + hostVariable(name) + " another one")
          .provider(provider.id())
          .hint("unset " + hostVariable(name) + ", or remove the address from the key");
    }
    host = host == null ? key.host() : host;
    return new Choice(
        Credential.ofVariable(found.variable(), secret),
        host == null ? EnvironmentSettings.host(provider, env) : host,
        false,
        EnvironmentSettings.of(provider, env, secret).withWire(environment.wire(provider, name)));
  }

  private static KiloKey ofKilo(KeyName name, EnvironmentKeys.Found found) {
    try {
      return KiloKey.of(name, found.secret());
    } catch (Failure noKey) {
      throw noKey.detail("it is in the environment variable " + found.variable());
    }
  }

  private @Nullable String environmentHost(Provider provider, KeyName name) {
    String host = environment.host(name);
    if (host != null) {
      return host;
    }
    return KeyForm.of(provider.id()).host(env);
  }

  private void refuseHostBeside(Provider provider, KeyName name) {
    if (environmentHost(provider, name) != null) {
      throw Failure.of(
              Kind.USAGE,
              hostVariable(name) + " would send the stored key \"" + name + "\" to another host")
          .hint(
              "unset it, or give the key in "
                  + EnvironmentKeys.ownVariable(name)
                  + " as well; a stored key goes only to the host it was stored with");
    }
  }

  /** Returns the variable from which {@link #environmentHost} takes the host. */
  private String hostVariable(KeyName name) {
    String shared = KeyForm.of(name.provider()).hostVariable();
    return environment.host(name) == null && shared != null
        ? shared
        : environment.hostVariable(name);
  }

  private Failure missing(Provider provider, KeyName name) {
    Failure failure = Failure.of(Kind.NO_KEY, "there is no key \"" + name + "\"");
    if (provider.keyUrl() != null) {
      failure = failure.detail("get a key at " + provider.keyUrl());
    }
    String half =
        name.label() == null && KeyForm.of(provider.id()) == KeyForm.AWS
            ? AwsVariables.missingHalf(env)
            : null;
    if (half != null) {
      failure = failure.detail(half);
    }
    String unused = name.label() == null ? unusedVariable(provider) : null;
    if (unused != null) {
      return failure
          .provider(provider.id())
          .detail(unused + " is set but not used: it may be for something else")
          .hint(
              "byok config set env."
                  + unused
                  + " true uses it; byok keys add "
                  + name
                  + " stores a key");
    }
    String add = "byok keys add " + name;
    String other =
        KeyForm.of(provider.id()) == KeyForm.AWS
            ? add + " --aws-profile NAME uses a profile of the AWS CLI; "
            : "";
    return failure
        .provider(provider.id())
        .hint(
            other
                + add
                + " stores one; "
                + EnvironmentKeys.ownVariable(name)
                + " works without a keychain");
  }

  /** Returns a variable that is set and would be used if the user allowed it, or null. */
  private @Nullable String unusedVariable(Provider provider) {
    for (String variable : provider.sharedEnv()) {
      if (isSet(variable) && !useShared.test(variable)) {
        return variable;
      }
    }
    return null;
  }
}
