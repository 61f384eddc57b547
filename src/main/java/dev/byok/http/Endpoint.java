package dev.byok.http;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import java.net.URI;
import java.net.URISyntaxException;

/**
 * A checked base URL: {@code https} to any host, {@code http} only to this machine, or to a private
 * network if that was allowed. Every failure is of kind {@code USAGE} and is thrown before anything
 * is sent.
 */
public final class Endpoint {
  private static final int HIGHEST_PORT = 65535;

  private final URI base;

  private Endpoint(URI base) {
    this.base = base;
  }

  /**
   * Checks a base URL such as {@code https://api.openai.com/v1}; a slash at its end is ignored.
   *
   * @param allowHttp whether {@code http} may also go to a private address or name
   */
  public static Endpoint of(String text, boolean allowHttp) {
    URI uri = parsed(text);
    String scheme = String.valueOf(uri.getScheme()).toLowerCase(java.util.Locale.ROOT);
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw refused(text, "is neither https nor http").hint("write https:// and the host");
    }
    // Searches the whole text: a password with a slash in it makes the rest look like a path.
    if (text.indexOf('@') >= 0) {
      throw refused(text, "contains a user name or password")
          .hint("remove what is before the @, and store the key with: byok keys add");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw refused(text, "contains a query or a fragment").hint("cut the URL before the ? or #");
    }
    Host host = Host.of(uri.getHost());
    if (host.kind() == Host.Kind.INVALID || uri.getPort() > HIGHEST_PORT || uri.getPort() == 0) {
      throw refused(text, "has no valid host")
          .hint("write the host as a name, as 1.2.3.4 or as [2001:db8::1], the port as a number");
    }
    if (scheme.equals("http") && !mayBeOpen(host.kind(), allowHttp)) {
      throw host.kind() == Host.Kind.PRIVATE
          ? refused(text, "would send the key unencrypted")
              .hint("use https, or allow it for this private address with --allow-http")
          : refused(text, "would send the key unencrypted").hint("use https");
    }
    String path = withoutEndSlash(String.valueOf(uri.getRawPath()));
    refuseDots(path, text);
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    return new Endpoint(URI.create(scheme + "://" + host.name() + port + path));
  }

  /**
   * Returns the address with that path appended if it has no path yet: some services are known by
   * their host alone. Checks nothing.
   */
  public static String withPath(String address, String path) {
    int authority = address.indexOf("://");
    int own = authority < 0 ? -1 : address.indexOf('/', authority + 3);
    if (own < 0) {
      return address + path;
    }
    return own == address.length() - 1 ? address.substring(0, own) + path : address;
  }

  /** The base URL, without a slash at its end. */
  public URI base() {
    return base;
  }

  /** The host's name or literal, IPv6 in brackets. */
  public String host() {
    return String.valueOf(base.getHost());
  }

  /**
   * Returns an address below the base, whose own path is kept.
   *
   * @param path begins with a slash, is already percent-encoded, and may end in a query
   */
  public URI resolve(String path) {
    if (!path.startsWith("/") || path.startsWith("//")) {
      throw refused(path, "is not a path below " + base);
    }
    URI resolved = parsed(base + path);
    refuseDots(String.valueOf(resolved.getRawPath()), path);
    if (resolved.getRawFragment() != null
        || !String.valueOf(base.getRawAuthority()).equals(resolved.getRawAuthority())) {
      throw refused(path, "is not a path below " + base);
    }
    return resolved;
  }

  /** Returns an address below the host itself, whatever path the base has. */
  public URI resolveFromHost(String path) {
    return new Endpoint(URI.create(base.getScheme() + "://" + base.getRawAuthority()))
        .resolve(path);
  }

  private static boolean mayBeOpen(Host.Kind kind, boolean allowHttp) {
    return kind == Host.Kind.LOOPBACK || (allowHttp && kind == Host.Kind.PRIVATE);
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException malformed) {
      // The exception is not kept: it quotes the text, with user name and control characters.
      throw refused(text, "is not well formed").hint("write it like https://api.example.com/v1");
    }
  }

  private static void refuseDots(String path, String text) {
    String framed = (path + "/").replace("%2e", ".").replace("%2E", ".");
    if (framed.contains("/../") || framed.contains("/./")) {
      throw refused(text, "contains a . or .. segment").hint("write the path out");
    }
  }

  private static String withoutEndSlash(String path) {
    int end = path.length();
    while (end > 0 && path.charAt(end - 1) == '/') {
      end--;
    }
    return path.substring(0, end);
  }

  private static Failure refused(String text, String why) {
    return Failure.of(Kind.USAGE, "the URL \"" + Quoted.url(text) + "\" " + why);
  }
}
