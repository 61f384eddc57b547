package dev.byok.serve;

import dev.byok.serve.listen.Incoming;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what no program on this machine would send: a page in a browser can reach a port on
 * loopback, under a name that leads there, but names itself in {@code Host} or {@code Origin}.
 */
public final class Guard {
  private final @Nullable Set<String> hosts;

  private Guard(@Nullable Set<String> hosts) {
    this.hosts = hosts;
  }

  /** Returns the guard of a port on loopback. */
  public static Guard ofPort(int port) {
    return new Guard(Set.of("127.0.0.1:" + port, "[::1]:" + port, "localhost:" + port));
  }

  /** Returns the guard of a Unix socket, which no page can reach. */
  public static Guard ofSocket() {
    return new Guard(null);
  }

  /** Returns why the request is refused, or null. */
  @Nullable Refusal refusal(Incoming request) {
    if (hosts != null) {
      List<String> named = request.all("host");
      if (named.size() != 1 || !hosts.contains(named.getFirst())) {
        return Refusal.of(
            403, "forbidden_host", "byok answers at its own address only; Host is not it");
      }
    }
    if (request.first("origin") != null) {
      return Refusal.of(
          403, "forbidden_origin", "byok answers no page in a browser (Origin is set)");
    }
    if (request.method().equals("OPTIONS")) {
      return Refusal.of(403, "forbidden_method", "byok answers no page in a browser (OPTIONS)");
    }
    if (request.isUpgradeTo("websocket")) {
      return Refusal.of(426, "no_websocket", "byok speaks HTTP/1.1; it has no WebSocket").closing();
    }
    return null;
  }
}
