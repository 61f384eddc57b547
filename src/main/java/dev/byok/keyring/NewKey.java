package dev.byok.keyring;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.keys.names.KeySettings;
import dev.byok.routing.Route;
import dev.byok.routing.Router;
import dev.byok.secrets.Secret;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A key on its way into its place: first proved, then stored.
 *
 * @param host the base URL that the key is sent to; null for the provider's own
 * @param model the key's default model, or null
 * @param command the helper that prints the key, or null
 */
public record NewKey(
    Provider provider,
    KeyName name,
    StoredIn place,
    Credential credential,
    @Nullable String host,
    @Nullable String model,
    @Nullable String command,
    boolean allowHttp,
    KeySettings settings) {

  /**
   * The same with what was read, taken apart where its form holds more than a key.
   *
   * @throws Failure when it is not a key of this provider's, or one that has ended by now
   */
  public NewKey with(Secret read, Instant now) {
    KeyParts parts = KeyParts.of(this, read, now);
    Secret secret = parts.secret();
    return new NewKey(
        provider,
        name,
        place,
        Credential.from("the command line's input", () -> secret),
        parts.host(),
        model,
        command,
        allowHttp,
        parts.settings());
  }

  /** The same with this credential. */
  public NewKey with(Credential other) {
    return new NewKey(provider, name, place, other, host, model, command, allowHttp, settings);
  }

  /** The checked base URL; a usage failure where there can be none. */
  public Endpoint endpoint(Router router) {
    return router.endpoint(provider, name, host, allowHttp, settings);
  }

  /** Asks the provider; what fails says how to store the key all the same. */
  public Verdict verify(Router router, Prover prover) {
    Route route =
        new Route(
            provider, name, endpoint(router), model == null ? "" : model, credential, settings);
    try (var _ = prover.waiting("asking " + provider.name())) {
      return prover.prove(route, host != null, model);
    } catch (Failure failed) {
      boolean unreachable = failed.kind() == Kind.UNAVAILABLE || failed.kind() == Kind.RATE_LIMIT;
      throw unreachable
          ? failed.hint("nothing was stored; use --no-verify to store the key unchecked")
          : failed;
    }
  }

  /**
   * Stores it; see {@link StoredKeys#add}.
   *
   * @param now from when on it is there
   */
  public KeyRecord store(
      StoredKeys keys, Router router, Instant now, boolean makeDefault, boolean replace) {
    boolean kept = place == StoredIn.KEYCHAIN || place == StoredIn.FILE;
    Secret secret = kept ? credential.secret() : null;
    KeyRecord record =
        new KeyRecord(
            name,
            place,
            secret == null ? "" : secret.mask(),
            host == null ? null : endpoint(router).base().toString(),
            model,
            now.toString(),
            command,
            allowHttp,
            settings,
            null);
    keys.add(record, secret, makeDefault, replace);
    return record;
  }
}
