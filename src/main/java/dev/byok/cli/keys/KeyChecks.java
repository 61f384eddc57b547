package dev.byok.cli.keys;

import dev.byok.access.KeyVerifier;
import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Provider;
import dev.byok.cli.line.Bugs;
import dev.byok.cli.line.Services;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keys.KeyResolver.Choice;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.routing.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks the providers of several keys at once. The keys themselves are fetched one after the other:
 * a keychain or a passphrase prompt is there for one asker at a time.
 */
final class KeyChecks {
  private static final int AT_ONCE = 8;

  private final Services services;
  private final KeyVerifier verifier;

  KeyChecks(Services services) {
    this.services = services;
    // Made on this thread: what makes them is not meant for several.
    this.verifier = services.verifier();
  }

  /**
   * What became of one key.
   *
   * @param proven whether the provider knows it
   * @param failure why it is bad, or could not be checked; null for a key that is good, and where
   *     there is nothing to check it with
   */
  record Check(KeyName key, String message, boolean proven, @Nullable Failure failure) {
    String code() {
      return failure != null ? failure.kind().label() : proven ? "ok" : "unchecked";
    }

    /** The failure to print; where several keys are checked it says whose it is. */
    @Nullable Failure told(boolean amongOthers) {
      return failure == null || !amongOthers
          ? failure
          : failure.detail("key " + UserWord.quoted(key));
    }

    JsonObject toJson() {
      return JsonObject.builder().put("code", code()).put("message", message).build();
    }

    private static Check failed(KeyName key, Failure failure) {
      return new Check(key, failure.text(), false, failure);
    }
  }

  /** The checks in the order of the keys. */
  List<Check> run(List<KeyRecord> keys) {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().name("check").factory());
    String what = keys.size() == 1 ? "asking 1 provider" : "asking " + keys.size() + " providers";
    try (var _ = services.messages().waiting(what)) {
      List<Future<Check>> started = new ArrayList<>();
      for (KeyRecord key : keys) {
        started.add(start(key, threads));
      }
      List<Check> checks = new ArrayList<>();
      for (Future<Check> each : started) {
        checks.add(each.get());
      }
      return checks;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw Failure.of(Kind.INTERRUPTED, "interrupted").causedBy(interrupted);
    } catch (ExecutionException bug) {
      throw new IllegalStateException(bug.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  /** The largest exit code among them. */
  static int exitCode(List<Check> checks) {
    int worst = 0;
    for (Check check : checks) {
      Failure failure = check.failure();
      worst = failure == null ? worst : Math.max(worst, failure.kind().exitCode());
    }
    return worst;
  }

  private Future<Check> start(KeyRecord key, ExecutorService threads) {
    try {
      Request request = request(key);
      request.route().credential().secret();
      return threads.submit(() -> check(key.name(), request));
    } catch (Failure failed) {
      return CompletableFuture.completedFuture(Check.failed(key.name(), failed));
    }
  }

  private Check check(KeyName key, Request request) {
    try {
      Verdict verdict =
          verifier.verify(
              request.route(), request.ownHost(), request.model(), new OneTokenPrompt(services));
      boolean proven = verdict == Verdict.PROVEN;
      String message = proven ? "ok" : "unchecked: this server offers nothing to check a key with";
      return new Check(key, message, proven, null);
    } catch (Failure failed) {
      return Check.failed(key, failed);
    } catch (RuntimeException bug) {
      return Check.failed(key, Bugs.failure(bug));
    }
  }

  private record Request(Route route, boolean ownHost, @Nullable String model) {}

  private Request request(KeyRecord known) {
    KeyRecord key = services.keys().inForce(known);
    Provider provider = services.catalog().get(key.name().provider());
    Choice choice =
        key.storedIn() == StoredIn.ENVIRONMENT
            ? services.keys().choose(provider, key.name(), "")
            : new Choice(services.keys().stored(key), key.host(), key.allowHttp(), key.settings());
    Route route =
        new Route(
            provider,
            key.name(),
            services
                .router()
                .endpoint(
                    provider, key.name(), choice.host(), choice.allowHttp(), choice.settings()),
            key.model() == null ? "" : key.model(),
            choice.credential(),
            choice.settings());
    return new Request(route, choice.host() != null, key.model());
  }
}
