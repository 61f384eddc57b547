package dev.byok.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A host as a URL names it. Nothing is looked up here: {@link #admits} judges the addresses that a
 * name resolves to when the connection is made.
 *
 * @param name in lower case, IPv6 in brackets
 */
public record Host(String name, Kind kind) {
  public enum Kind {
    LOOPBACK,
    PRIVATE,
    PUBLIC,
    INVALID
  }

  /** Names of this machine only (RFC 6761), whatever a resolver says. */
  private static final String LOOPBACK_DOMAIN = ".localhost";

  private static final Host NONE = new Host("", Kind.INVALID);

  /** Classifies the result of {@link java.net.URI#getHost()}. */
  public static Host of(@Nullable String host) {
    if (host == null || host.isEmpty() || host.endsWith(".") || host.indexOf('%') >= 0) {
      return NONE;
    }
    String name = host.toLowerCase(Locale.ROOT);
    // Resolvers read a last label such as 0x7f000001 as a number.
    if (name.startsWith("0x", name.lastIndexOf('.') + 1)) {
      return NONE;
    }
    if (name.startsWith("[") || endsInDigit(name)) {
      return literal(name);
    }
    return new Host(name, kindOfName(name));
  }

  /**
   * Whether an unencrypted request for this host may go to that address. The name alone proves
   * nothing: whoever answers look-ups can return any address.
   */
  public boolean admits(InetAddress address) {
    Kind found = kindOf(address);
    return found == Kind.LOOPBACK
        || (found == Kind.PRIVATE && kind == Kind.PRIVATE && !name.endsWith(LOOPBACK_DOMAIN));
  }

  /** The name without brackets, as sockets and certificates take it. */
  public static String bare(String name) {
    return name.startsWith("[") ? name.substring(1, name.length() - 1) : name;
  }

  /** Whether the name is an address, so that it is not looked up. */
  public static boolean isLiteral(String name) {
    return name.startsWith("[") || endsInDigitLabel(name);
  }

  private static Kind kindOfName(String name) {
    if (name.equals("localhost")) {
      return Kind.LOOPBACK;
    }
    boolean local =
        name.indexOf('.') < 0
            || name.endsWith(LOOPBACK_DOMAIN)
            || name.endsWith(".local")
            || name.endsWith(".lan")
            || name.endsWith(".internal")
            || name.endsWith(".home.arpa");
    return local ? Kind.PRIVATE : Kind.PUBLIC;
  }

  private static Host literal(String name) {
    if (!name.startsWith("[") && !endsInDigitLabel(name)) {
      return new Host(name, kindOfName(name));
    }
    if (!name.startsWith("[") && !isPlainDotted(name)) {
      return NONE;
    }
    InetAddress address;
    try {
      address = InetAddress.ofLiteral(bare(name));
    } catch (IllegalArgumentException odd) {
      return NONE;
    }
    // A mapped literal such as [::ffff:1.2.3.4] is parsed as IPv4. It is refused, since it has a
    // plain form.
    if (name.startsWith("[") && !(address instanceof Inet6Address)) {
      return NONE;
    }
    Kind kind = kindOf(address);
    return kind == Kind.INVALID ? NONE : new Host(name, kind);
  }

  private static Kind kindOf(InetAddress given) {
    InetAddress address = unmapped(given);
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return Kind.INVALID;
    }
    if (address.isLoopbackAddress()) {
      return Kind.LOOPBACK;
    }
    return isPrivate(address) ? Kind.PRIVATE : Kind.PUBLIC;
  }

  /** Returns the IPv4 address of a mapped one: the kernel connects ::ffff:1.2.3.4 to 1.2.3.4. */
  private static InetAddress unmapped(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length != 16) {
      return address;
    }
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }

  private static boolean isPrivate(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (address instanceof Inet4Address) {
      boolean carrierGrade = bytes[0] == 100 && (bytes[1] & 0xc0) == 64;
      return address.isSiteLocalAddress() || address.isLinkLocalAddress() || carrierGrade;
    }
    return (bytes[0] & 0xfe) == 0xfc || address.isLinkLocalAddress();
  }

  private static boolean endsInDigit(String name) {
    char last = name.charAt(name.length() - 1);
    return last >= '0' && last <= '9';
  }

  private static boolean endsInDigitLabel(String name) {
    for (int i = name.lastIndexOf('.') + 1; i < name.length(); i++) {
      if (name.charAt(i) < '0' || name.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the name is four decimal numbers without leading zeros, which some resolvers would read
   * as octal.
   */
  private static boolean isPlainDotted(String name) {
    int parts = 1;
    for (int i = 0; i < name.length(); i++) {
      boolean starts = i == 0 || name.charAt(i - 1) == '.';
      if (name.charAt(i) == '.') {
        parts++;
      } else if (starts
          && name.charAt(i) == '0'
          && i + 1 < name.length()
          && name.charAt(i + 1) != '.') {
        return false;
      }
    }
    return parts == 4;
  }
}
