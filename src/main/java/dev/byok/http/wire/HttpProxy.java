package dev.byok.http.wire;

import dev.byok.secrets.Secret;
import java.util.Optional;

/**
 * A proxy that tunnels connections with CONNECT.
 *
 * @param credentials {@code user:password}, if the proxy needs them
 */
record HttpProxy(String host, int port, Optional<Secret> credentials) {
  /** Host and port; never the credentials. */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
