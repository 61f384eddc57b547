package dev.byok.keys.forms;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;

/**
 * Reads the address before a Kilo token, {@code https://host[:port][/path]:token}. A malformed
 * address is refused, since the token could otherwise go to a host that its owner did not mean.
 */
final class KiloAddress {
  private static final String MARK = "://";

  private KiloAddress() {}

  /** Whether the key has an address. No token contains {@code ://}. */
  static boolean isIn(String key) {
    return key.contains(MARK);
  }

  /** Returns the address up to {@code end}, with its scheme in lower case. */
  static String of(String key, int end) {
    int scheme = key.indexOf(MARK);
    return (scheme == 4 ? "http" : "https") + key.substring(scheme, end);
  }

  /** Returns the index of the colon before the token; refuses a malformed address. */
  static int end(String key) {
    int scheme = key.indexOf(MARK);
    String name = key.substring(0, scheme);
    if (!name.equalsIgnoreCase("https") && !name.equalsIgnoreCase("http")) {
      throw refused("is neither http nor https");
    }
    int start = scheme + MARK.length();
    if (key.indexOf('@') >= 0) {
      throw refused("holds a user's name");
    }
    int end = hostEnd(key, start);
    if (end == start) {
      throw refused("has no host");
    }
    int port = portEnd(key, end);
    end = port < key.length() ? port : end;
    if (end < key.length() && key.charAt(end) == '/') {
      int colon = key.indexOf(':', end);
      end = colon < 0 ? key.length() : colon;
    }
    boolean token = end + 1 < key.length() && key.charAt(end) == ':' && port < key.length();
    if (!token || key.indexOf(MARK, end) >= 0) {
      throw refused("has no token after it");
    }
    return end;
  }

  /** Returns the end of the host: a name, or an IPv6 address in brackets, which contains colons. */
  private static int hostEnd(String key, int start) {
    int end = start;
    if (end < key.length() && key.charAt(end) == '[') {
      end = key.indexOf(']', end) + 1;
      boolean ends = end < key.length() && (key.charAt(end) == ':' || key.charAt(end) == '/');
      if (!ends) {
        throw refused("has no host");
      }
      return end;
    }
    while (end < key.length() && key.charAt(end) != ':' && key.charAt(end) != '/') {
      end++;
    }
    return end;
  }

  /** Returns the end of the port, or {@code hostEnd} if the digits begin a token instead. */
  private static int portEnd(String key, int hostEnd) {
    if (hostEnd == key.length() || key.charAt(hostEnd) != ':') {
      return hostEnd;
    }
    int end = hostEnd + 1;
    while (end < key.length() && key.charAt(end) >= '0' && key.charAt(end) <= '9') {
      end++;
    }
    boolean port =
        end > hostEnd + 1
            && (end == key.length() || key.charAt(end) == ':' || key.charAt(end) == '/');
    return port ? end : hostEnd;
  }

  private static Failure refused(String why) {
    return Failure.of(Kind.USAGE, "the address before the Kilo key " + why)
        .provider("kilo")
        .hint("a key is https://host[:port][/path]:TOKEN, or the token alone");
  }
}
