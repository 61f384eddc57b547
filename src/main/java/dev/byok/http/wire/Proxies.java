package dev.byok.http.wire;

import dev.byok.http.Host;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the proxy for an https address from the usual variables: {@code HTTPS_PROXY}, then {@code
 * ALL_PROXY}, unless {@code NO_PROXY} names the host. This machine itself is never reached through
 * a proxy, and neither is an http address: the proxy would read key and prompt.
 */
public final class Proxies {
  private final Map<String, String> env;

  private Proxies(Map<String, String> env) {
    this.env = env;
  }

  public static Proxies of(Map<String, String> env) {
    return new Proxies(Map.copyOf(env));
  }

  public static Proxies none() {
    return new Proxies(Map.of());
  }

  /**
   * @throws dev.byok.failure.Failure of kind {@code USAGE} if the variable's value is not a proxy
   *     URL; see {@link ProxyUrl}
   */
  Optional<HttpProxy> forAddress(URI uri) {
    if (!"https".equals(uri.getScheme())) {
      return Optional.empty();
    }
    Host host = Host.of(uri.getHost());
    int port = uri.getPort() >= 0 ? uri.getPort() : 443;
    if (host.kind() == Host.Kind.LOOPBACK || excluded(Host.bare(host.name()), port)) {
      return Optional.empty();
    }
    for (String name : List.of("https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY")) {
      String value = env.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(ProxyUrl.parsed(name, value));
      }
    }
    return Optional.empty();
  }

  private boolean excluded(String host, int port) {
    String list = env.getOrDefault("no_proxy", "");
    list = list.isBlank() ? env.getOrDefault("NO_PROXY", "") : list;
    for (String raw : list.replace(' ', ',').replace(';', ',').split(",", -1)) {
      String entry = raw.strip().toLowerCase(Locale.ROOT);
      if (entry.equals("*")) {
        return true;
      }
      int colon = entry.lastIndexOf(':');
      boolean ported = colon > 0 && (entry.indexOf(':') == colon || entry.charAt(colon - 1) == ']');
      if (ported) {
        if (!entry.substring(colon + 1).equals(Integer.toString(port))) {
          continue;
        }
        entry = entry.substring(0, colon);
      }
      entry = entry.startsWith("*.") ? entry.substring(2) : entry;
      entry = entry.startsWith(".") ? entry.substring(1) : entry;
      entry = entry.startsWith("[") && entry.endsWith("]") ? Host.bare(entry) : entry;
      if (!entry.isEmpty() && (host.equals(entry) || host.endsWith("." + entry))) {
        return true;
      }
    }
    return false;
  }
}
