package dev.byok.cli.keys;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Provider;
import dev.byok.cli.line.Services;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.secrets.Secret;
import org.jspecify.annotations.Nullable;

/**
 * A key on its way into its place: first proved, then stored.
 *
 * @param host the base URL that the key is bound to; null for the provider's own
 * @param model the key's default model, or null
 * @param command the helper that prints the key, or null
 */
record NewKey(
    Provider provider,
    KeyName name,
    StoredIn place,
    Credential credential,
    @Nullable String host,
    @Nullable String model,
    @Nullable String command,
    boolean allowHttp,
    KeySettings settings) {

  /** The same with what was read. */
  NewKey with(KeyParts read) {
    Secret secret = read.secret();
    return new NewKey(
        provider,
        name,
        place,
        Credential.from("the command line's input", () -> secret),
        read.host(),
        model,
        command,
        allowHttp,
        read.settings());
  }

  /** The same with this credential. */
  NewKey with(Credential other) {
    return new NewKey(provider, name, place, other, host, model, command, allowHttp, settings);
  }

  /** The checked base URL; a usage failure where there can be none. */
  Endpoint endpoint(Services services) {
    return services.router().endpoint(provider, name, host, allowHttp, settings);
  }

  /** Asks the provider; what fails says how to store the key all the same. */
  Verdict verify(Services services) {
    Route route =
        new Route(
            provider, name, endpoint(services), model == null ? "" : model, credential, settings);
    try (var _ = services.messages().waiting("asking " + provider.name())) {
      return services.verifier().verify(route, host != null, model, new OneTokenPrompt(services));
    } catch (Failure failed) {
      boolean unreachable = failed.kind() == Kind.UNAVAILABLE || failed.kind() == Kind.RATE_LIMIT;
      throw unreachable
          ? failed.hint("nothing was stored; --no-verify stores the key unchecked")
          : failed;
    }
  }

  /** Stores it; see {@link StoredKeys#add}. */
  KeyRecord store(Services services, boolean makeDefault, boolean replace) {
    boolean kept = place == StoredIn.KEYCHAIN || place == StoredIn.FILE;
    Secret secret = kept ? credential.secret() : null;
    KeyRecord record =
        new KeyRecord(
            name,
            place,
            secret == null ? "" : secret.mask(),
            host == null ? null : endpoint(services).base().toString(),
            model,
            services.clock().instant().toString(),
            command,
            allowHttp,
            settings,
            null);
    new StoredKeys(services).add(record, secret, makeDefault, replace);
    return record;
  }
}
