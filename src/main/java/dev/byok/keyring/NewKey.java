package dev.byok.keyring;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Provider;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Endpoint;
import dev.byok.keys.AwsIdentity;
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
 * A key that is about to be stored: first verified, then stored.
 *
 * @param host the base URL that the key is sent to; null for the provider's own
 * @param model the key's default model, or null
 * @param command the helper that prints the key, or null
 * @param profile the AWS profile that has the key, or null
 * @param regionNow the region of this moment, if the key itself names none
 */
public record NewKey(
    Provider provider,
    KeyName name,
    StoredIn place,
    Credential credential,
    @Nullable String host,
    @Nullable String model,
    @Nullable String command,
    @Nullable String profile,
    @Nullable String regionNow,
    boolean allowHttp,
    KeySettings settings) {

  /**
   * Returns a copy with a secret that was read, and with the host or region in its text.
   *
   * @throws Failure if it is not a key for this provider, or has expired
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
        profile,
        regionNow,
        allowHttp,
        parts.settings());
  }

  public NewKey with(Credential other) {
    return with(other, regionNow);
  }

  /** Returns a copy with credentials that AWS's tools have. Their region may change. */
  public NewKey with(AwsIdentity found) {
    return with(Credential.ofAws(found), found.region());
  }

  private NewKey with(Credential other, @Nullable String region) {
    return new NewKey(
        provider, name, place, other, host, model, command, profile, region, allowHttp, settings);
  }

  /** Returns the settings of a request that is sent now. */
  private KeySettings settingsNow() {
    return regionNow == null ? settings : settings.withRegion(regionNow);
  }

  /** Returns the checked base URL; a usage failure if it is not valid. */
  public Endpoint endpoint(Router router) {
    return router.endpoint(provider, name, host, allowHttp, settingsNow());
  }

  /** Asks the provider. If it cannot check the key now, the hint says how to store it unchecked. */
  public Verdict verify(Router router, Prover prover) {
    Route route =
        new Route(
            provider,
            name,
            endpoint(router),
            model == null ? "" : model,
            credential,
            settingsNow());
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
   * Stores the key; see {@link StoredKeys#add}.
   *
   * @param now the time that the record names
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
            profile,
            allowHttp,
            settings,
            null);
    keys.add(record, secret, makeDefault, replace);
    return record;
  }
}
