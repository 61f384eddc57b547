package dev.byok;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.PooledTransport;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.json.JsonObject;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The only access to the network and the certificates that byok trusts, made when needed. */
final class Network {
  private final Map<String, String> env;
  private final Supplier<Config> config;
  private @Nullable Transport transport;
  private @Nullable Tls tls;

  Network(Map<String, String> env, Supplier<Config> config) {
    this.env = env;
    this.config = config;
  }

  Transport transport() {
    Tls ready = tls();
    synchronized (this) {
      if (transport == null) {
        transport = new SocketTransport(Proxies.of(env), ready);
      }
      return transport;
    }
  }

  /** Returns a new transport that keeps its connections, for many requests. */
  PooledTransport pool() {
    return new PooledTransport(Proxies.of(env), tls());
  }

  /**
   * Prepares TLS on another thread, because that takes longer than reading the command line. If a
   * host is configured with http, this waits until the route is known: see {@link
   * Transport#prepare}.
   */
  void prepareTls(Notices notices) {
    for (Map.Entry<String, String> variable : env.entrySet()) {
      if (variable.getKey().startsWith("BYOK_")
          && variable.getKey().endsWith("_HOST")
          && isPlain(variable.getValue())) {
        return;
      }
    }
    Thread.ofPlatform().daemon().name("tls").start(new HeadStart(this, notices));
  }

  /** Not a lambda: the training cannot meet this without a plain host, and linking one is slow. */
  private record HeadStart(Network network, Notices notices) implements Runnable {
    @Override
    public void run() {
      network.prepareTlsNow(notices);
    }
  }

  private void prepareTlsNow(Notices notices) {
    try {
      if (!hasPlainHost()) {
        tls().prepare();
      }
    } catch (Failure unusable) {
      // The command meets the same failure when it needs TLS, and reports it then.
      notices.verbose("TLS is not prepared: " + unusable.text());
    }
  }

  private boolean hasPlainHost() {
    for (Object key : config.get().keys().fields().values()) {
      if (key instanceof JsonObject stored && isPlain(stored.get("host"))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isPlain(@Nullable Object host) {
    return host instanceof String text && text.startsWith("http:");
  }

  private Tls tls() {
    // Called before locking: the thread that holds the settings may be waiting for this lock.
    Optional<Path> file = caFile();
    synchronized (this) {
      if (tls == null) {
        tls = Tls.of(env, file);
      }
      return tls;
    }
  }

  private Optional<Path> caFile() {
    String file = config.get().setting("tls.ca_file");
    try {
      return file == null ? Optional.empty() : Optional.of(Path.of(file));
    } catch (InvalidPathException noPath) {
      throw Failure.of(Kind.FILE, "the setting tls.ca_file in config.json is not a path")
          .hint("byok config set tls.ca_file /full/path")
          .causedBy(noPath);
    }
  }
}
