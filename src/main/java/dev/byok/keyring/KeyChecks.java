package dev.byok.keyring;

import dev.byok.access.KeyVerifier.Verdict;
import dev.byok.catalog.Catalog;
import dev.byok.catalog.Provider;
import dev.byok.failure.Bugs;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import dev.byok.json.JsonObject;
import dev.byok.keys.KeyResolver;
import dev.byok.keys.KeyResolver.Choice;
import dev.byok.keys.names.KeyName;
import dev.byok.keys.names.KeyRecord;
import dev.byok.keys.names.KeyRecord.StoredIn;
import dev.byok.routing.Route;
import dev.byok.routing.Router;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Asks the providers of several keys in parallel. The keys are fetched one after another, since a
 * keychain or a passphrase prompt serves one caller at a time.
 */
public final class KeyChecks {
  private static final int AT_ONCE = 8;

  private final Prover prover;
  private final Catalog catalog;
  private final KeyResolver keys;
  private final Router router;

  public KeyChecks(Prover prover, Catalog catalog, KeyResolver keys, Router router) {
    this.prover = prover;
    this.catalog = catalog;
    this.keys = keys;
    this.router = router;
  }

  /**
   * The result of one key's check.
   *
   * @param proven whether the provider knows the key
   * @param failure why the key is bad or could not be checked; null if it is good, or if there is
   *     no way to check it
   */
  public record Check(KeyName key, String message, boolean proven, @Nullable Failure failure) {
    public String code() {
      return failure != null ? failure.kind().label() : proven ? "ok" : "unchecked";
    }

    /** Returns the failure to print; with other keys beside this one, it names the key. */
    public @Nullable Failure told(boolean amongOthers) {
      return failure == null || !amongOthers
          ? failure
          : failure.detail("key " + UserWord.quoted(key));
    }

    public JsonObject toJson() {
      return JsonObject.builder().put("code", code()).put("message", message).build();
    }

    private static Check failed(KeyName key, Failure failure) {
      return new Check(key, failure.text(), false, failure);
    }
  }

  /** Checks the keys and returns the results in the same order. */
  public List<Check> run(List<KeyRecord> asked) {
    ExecutorService threads =
        Executors.newFixedThreadPool(AT_ONCE, Thread.ofPlatform().daemon().name("check").factory());
    String what = asked.size() == 1 ? "asking 1 provider" : "asking " + asked.size() + " providers";
    try (var _ = prover.waiting(what)) {
      List<Future<Check>> started = new ArrayList<>();
      for (KeyRecord key : asked) {
        started.add(start(key, threads));
      }
      List<Check> checks = new ArrayList<>();
      for (Future<Check> each : started) {
        Check check = each.get();
        Failure failure = check.failure();
        if (failure != null && failure.kind() == Kind.INTERRUPTED) {
          throw failure;
        }
        checks.add(check);
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

  /** Returns the largest exit code of the checks. */
  public static int exitCode(List<Check> checks) {
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
      Verdict verdict = prover.prove(request.route(), request.ownHost(), request.model());
      boolean proven = verdict == Verdict.PROVEN;
      String message = proven ? "ok" : "unchecked: this server has no way to check a key";
      return new Check(key, message, proven, null);
    } catch (Failure failed) {
      return Check.failed(key, failed);
    } catch (RuntimeException bug) {
      return Check.failed(key, Bugs.failure(bug));
    }
  }

  private record Request(Route route, boolean ownHost, @Nullable String model) {}

  private Request request(KeyRecord known) {
    KeyRecord key = keys.inForce(known);
    Provider provider = catalog.get(key.name().provider());
    Choice choice =
        key.storedIn() == StoredIn.ENVIRONMENT
            ? keys.choose(provider, key.name(), "")
            : keys.choice(key);
    Route route =
        new Route(
            provider,
            key.name(),
            router.endpoint(
                provider, key.name(), choice.host(), choice.allowHttp(), choice.settings()),
            key.model() == null ? "" : key.model(),
            choice.credential(),
            choice.settings());
    return new Request(route, choice.host() != null, key.model());
  }
}
