package dev.byok.keys;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one credential that a request uses, and its source. The secret is fetched once, when it is
 * first needed or earlier on a second thread. It is the same for every attempt, unless it expires.
 */
public final class Credential {
  private final Source source;
  private final @Nullable Supplier<Secret> fetch;
  private final @Nullable Predicate<Secret> isStale;
  private @Nullable Thread ahead;
  private @Nullable Secret secret;
  private @Nullable RuntimeException trouble;

  private Credential(Source source, @Nullable Supplier<Secret> fetch) {
    this(source, fetch, null);
  }

  private Credential(
      Source source, @Nullable Supplier<Secret> fetch, @Nullable Predicate<Secret> isStale) {
    this.source = source;
    this.fetch = fetch;
    this.isStale = isStale;
  }

  /** Returns a credential without a secret: nothing is sent. */
  public static Credential none(String why) {
    return new Credential(new Source(why, null, null), null);
  }

  /**
   * Returns a credential that is fetched when it is needed.
   *
   * @param source a phrase for messages, such as {@code the keychain}
   */
  public static Credential from(String source, Supplier<Secret> fetch) {
    return new Credential(new Source(source, null, null), fetch);
  }

  /** Returns a credential that AWS's tools have. It is fetched again before it expires. */
  public static Credential ofAws(AwsIdentity found) {
    return new Credential(
        new Source(found.words(), null, found.renewal()), found.fetch(), found.isStale());
  }

  /** Returns the credential in an environment variable. */
  public static Credential ofVariable(String variable, Secret secret) {
    Source source =
        new Source("the environment variable " + variable, variable, "renew it, and set it again");
    Credential credential = new Credential(source, () -> secret);
    credential.secret = secret;
    return credential;
  }

  /**
   * Where a credential comes from.
   *
   * @param words a phrase for messages
   * @param variable the environment variable that contains it; null for any other source
   * @param renewal the step that renews it when it has expired; null if byok knows none
   */
  public record Source(String words, @Nullable String variable, @Nullable String renewal) {}

  public Source source() {
    return source;
  }

  public boolean isNone() {
    return fetch == null;
  }

  /** Whether nothing needs to be fetched: the secret is here, or there is none. */
  public synchronized boolean isAtHand() {
    return fetch == null || secret != null;
  }

  /** Starts to fetch the secret on another thread, while the rest of the request is prepared. */
  public synchronized void fetchAhead() {
    if (fetch != null && ahead == null && secret == null) {
      ahead = Thread.ofPlatform().daemon().name("key").start(this::fetchNow);
    }
  }

  /**
   * Returns the secret, or null if there is none to send. Waits until it is fetched.
   *
   * @throws Failure if the key's store failed
   */
  public @Nullable Secret secret() {
    if (fetch == null) {
      return null;
    }
    Thread running;
    synchronized (this) {
      dropStale();
      running = ahead;
    }
    if (running == null) {
      fetchNow();
    } else {
      join(running);
    }
    synchronized (this) {
      if (trouble != null) {
        throw trouble;
      }
      if (secret == null) {
        throw new IllegalStateException("the key was neither fetched nor refused");
      }
      return secret;
    }
  }

  /** Forgets a secret that ends soon: a conversation may outlive it. */
  private void dropStale() {
    if (isStale != null && secret != null && isStale.test(secret)) {
      secret = null;
      ahead = null;
    }
  }

  private void fetchNow() {
    synchronized (this) {
      if (secret != null || trouble != null || fetch == null) {
        return;
      }
    }
    Secret found = null;
    RuntimeException failed = null;
    try {
      found = fetch.get();
    } catch (RuntimeException why) {
      failed = why;
    } catch (Error broken) {
      // Whatever broke, the request must not continue without the key.
      failed =
          Failure.of(
                  Kind.KEYCHAIN,
                  "the key could not be fetched: " + broken.getClass().getSimpleName())
              .hint("run byok doctor; nothing was sent")
              .causedBy(broken);
    }
    synchronized (this) {
      secret = found;
      trouble = failed;
    }
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
