package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Host;
import dev.byok.http.Quoted;
import dev.byok.secrets.Secret;
import java.net.InetAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A proxy's URL as people write it in a variable: {@code http://user:password@host:port}, where all
 * but the host is optional. {@link java.net.URI} is not used: it accepts no host with an
 * underscore, as containers have them, and does not report an empty port.
 */
final class ProxyUrl {
  private static final String SCHEME = "http://";
  private static final int CUSTOMARY_PORT = 80;
  private static final int HIGHEST_PORT = 65_535;

  private final String variable;
  private final String value;

  private ProxyUrl(String variable, String value) {
    this.variable = variable;
    this.value = value;
  }

  /**
   * @throws Failure of kind {@code USAGE} that names the variable and quotes the value, but not
   *     what may be a user name or a password
   */
  static HttpProxy parsed(String variable, String value) {
    return new ProxyUrl(variable, value).proxy();
  }

  private HttpProxy proxy() {
    int separator = value.indexOf("://");
    if (separator >= 0 && !value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw unfit("it is not the URL of an HTTP proxy");
    }
    String rest = separator < 0 ? value : value.substring(SCHEME.length());
    int end = firstOf(rest, "/?#\\");
    String authority = rest.substring(0, end);
    if (rest.indexOf('@', end) >= 0) {
      throw unfit("a / ? # or @ in a user name or password must be percent-encoded");
    }
    int at = authority.lastIndexOf('@');
    String hostAndPort = authority.substring(at + 1);
    // In [::1], the last colon belongs to the host.
    int colon = hostAndPort.lastIndexOf(':');
    colon = colon > hostAndPort.lastIndexOf(']') ? colon : -1;
    String host = colon < 0 ? hostAndPort : hostAndPort.substring(0, colon);
    int port = colon < 0 ? CUSTOMARY_PORT : port(hostAndPort.substring(colon + 1));
    if (!isHost(host)) {
      throw unfit("it has no valid host");
    }
    return new HttpProxy(
        Host.bare(host),
        port,
        at < 0 ? Optional.empty() : Optional.of(credentials(authority.substring(0, at))));
  }

  private int port(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length() && port <= HIGHEST_PORT; i++) {
      char digit = digits.charAt(i);
      port = digit >= '0' && digit <= '9' ? port * 10 + digit - '0' : HIGHEST_PORT + 1;
    }
    if (port == 0 || port > HIGHEST_PORT) {
      throw unfit("its port is not a number from 1 to " + HIGHEST_PORT);
    }
    return port;
  }

  private Secret credentials(String encoded) {
    try {
      // Unlike in a form, a plus is a plus here.
      return Secret.of(URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException malformed) {
      throw unfit("a % in its user name or password is not followed by two hex digits");
    }
  }

  private static boolean isHost(String host) {
    if (host.startsWith("[")) {
      return host.endsWith("]") && host.indexOf(':') > 0 && isLiteral(Host.bare(host));
    }
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!letter && c != '-' && c != '_' && (c != '.' || i == 0)) {
        return false;
      }
    }
    return !host.isEmpty() && !host.contains("..");
  }

  private static boolean isLiteral(String bare) {
    try {
      InetAddress.ofLiteral(bare);
      return true;
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }

  private static int firstOf(String text, String characters) {
    for (int i = 0; i < text.length(); i++) {
      if (characters.indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private Failure unfit(String why) {
    return Failure.of(Kind.USAGE, variable + " is not valid: \"" + Quoted.proxy(value) + "\"")
        .detail(why)
        .hint("write it like http://proxy.example.com:3128, or unset " + variable);
  }
}
