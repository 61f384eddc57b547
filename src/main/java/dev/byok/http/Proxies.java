package dev.byok.http;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy an https address is reached through, by the customary variables: {@code HTTPS_PROXY},
 * then {@code ALL_PROXY}, unless {@code NO_PROXY} names the host. This machine itself is never
 * reached through one, and neither is an http address: the proxy would read key and prompt.
 */
public final class Proxies {
  private final Map<String, String> env;

  private Proxies(Map<String, String> env) {
    this.env = env;
  }

  public static Proxies of(Map<String, String> env) {
    return new Proxies(Map.copyOf(env));
  }

  /** No proxy at all. */
  public static Proxies none() {
    return new Proxies(Map.of());
  }

  /**
   * @throws Failure of kind {@code USAGE} when the variable holds no proxy's URL; it names the
   *     variable and does not quote it, for it may hold a password
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
        return Optional.of(parsed(name, value));
      }
    }
    return Optional.empty();
  }

  private boolean excluded(String host, int port) {
    String list = env.getOrDefault("no_proxy", env.getOrDefault("NO_PROXY", ""));
    for (String raw : list.replace(' ', ',').split(",", -1)) {
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

  private static HttpProxy parsed(String variable, String value) {
    URI uri;
    try {
      uri = new URI(value.contains("://") ? value : "http://" + value);
    } catch (URISyntaxException malformed) {
      throw unfit(variable);
    }
    if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw unfit(variable);
    }
    Optional<Secret> credentials = Optional.empty();
    if (uri.getRawUserInfo() != null) {
      try {
        // A plus is a plus here, other than in a form.
        String plain = uri.getRawUserInfo().replace("+", "%2B");
        credentials = Optional.of(Secret.of(URLDecoder.decode(plain, StandardCharsets.UTF_8)));
      } catch (IllegalArgumentException malformed) {
        throw unfit(variable);
      }
    }
    return new HttpProxy(
        Host.bare(uri.getHost()), uri.getPort() < 0 ? 80 : uri.getPort(), credentials);
  }

  private static Failure unfit(String variable) {
    return Failure.of(Kind.USAGE, "the variable " + variable + " holds no URL of an HTTP proxy")
        .hint("write it like http://proxy.example.com:3128");
  }
}
