package dev.byok;

import dev.byok.config.Config;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.Notices;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
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

  /** Prepares TLS on another thread, because that takes longer than reading the command line. */
  void prepareTls(Notices notices) {
    Thread.ofPlatform().daemon().name("tls").start(() -> prepareTlsNow(notices));
  }

  private void prepareTlsNow(Notices notices) {
    try {
      tls().prepare();
    } catch (Failure unusable) {
      // The command meets the same failure when it needs TLS, and reports it then.
      notices.verbose("TLS is not prepared: " + unusable.text());
    }
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
