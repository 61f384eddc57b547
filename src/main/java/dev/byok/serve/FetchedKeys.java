package dev.byok.serve;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.keys.Credential;
import dev.byok.keys.names.KeyName;
import dev.byok.routing.Route;
import dev.byok.routing.Router;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The user's keys as they are now. Each secret is fetched once, at its first request, and again
 * only when the configuration has changed. A keychain that refuses is not asked again at once: each
 * question may open a dialog, and agents repeat requests.
 */
public final class FetchedKeys {
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final Supplier<Router> current;
  private final Clock clock;
  private final Map<KeyName, Credential> credentials = new HashMap<>();
  private final Map<KeyName, Trouble> troubles = new HashMap<>();
  private @Nullable Router known;

  /**
   * @param current returns another router once the configuration has changed
   */
  public FetchedKeys(Supplier<Router> current, Clock clock) {
    this.current = current;
    this.clock = clock;
  }

  private record Trouble(Failure failure, Instant since) {}

  /** Returns the router for one request. */
  synchronized Router router() {
    Router now = current.get();
    if (now != known) {
      known = now;
      credentials.clear();
      troubles.clear();
    }
    return now;
  }

  /**
   * Returns the same route with the credential that earlier requests have fetched.
   *
   * @throws Failure if the keychain has refused the key just now
   */
  synchronized Route lent(Route route) {
    if (route.credential().isNone()) {
      return route;
    }
    Trouble trouble = troubles.get(route.key());
    if (trouble != null) {
      if (clock.instant().isBefore(trouble.since().plus(PAUSE))) {
        throw trouble.failure();
      }
      troubles.remove(route.key());
      credentials.remove(route.key());
    }
    Credential kept = credentials.putIfAbsent(route.key(), route.credential());
    return kept == null ? route : route.with(kept);
  }

  /** Notes that a key could not be had, so that the next requests need not ask for it. */
  synchronized void failed(KeyName key, Failure failure) {
    if (failure.kind() == Kind.KEYCHAIN) {
      troubles.put(key, new Trouble(failure, clock.instant()));
    }
  }
}
