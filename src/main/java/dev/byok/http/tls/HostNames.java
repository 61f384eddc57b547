package dev.byok.http.tls;

import dev.byok.http.tls.UntrustedException.Reason;
import java.net.InetAddress;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * Checks whether a certificate is for a host (RFC 9525). Only subject alternative names count. A
 * wildcard is the whole left-most label and matches exactly one label. An address is compared as an
 * address.
 */
final class HostNames {
  private static final int DNS = 2;
  private static final int ADDRESS = 7;

  private HostNames() {}

  static boolean match(String host, X509Certificate certificate) throws UntrustedException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    boolean literal = isLiteral(bare);
    for (List<?> name : names(certificate)) {
      if (name.get(1) instanceof String text) {
        if (literal && name.get(0).equals(ADDRESS) && sameAddress(bare, text)) {
          return true;
        }
        if (!literal && name.get(0).equals(DNS) && matches(bare, text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Returns the names in the certificate that match more than one host. */
  static List<String> wildcards(X509Certificate certificate) throws UntrustedException {
    List<String> wildcards = new ArrayList<>();
    for (List<?> name : names(certificate)) {
      if (name.get(0).equals(DNS) && name.get(1) instanceof String text && text.startsWith("*.")) {
        wildcards.add(text);
      }
    }
    return wildcards;
  }

  private static Collection<List<?>> names(X509Certificate certificate) throws UntrustedException {
    try {
      Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? List.of() : names;
    } catch (CertificateParsingException malformed) {
      throw new UntrustedException(Reason.MALFORMED, malformed);
    }
  }

  static boolean matches(String host, String pattern) {
    String name = host.toLowerCase(Locale.ROOT);
    String wanted = pattern.toLowerCase(Locale.ROOT);
    if (!wanted.startsWith("*.")) {
      return wanted.indexOf('*') < 0 && name.equals(wanted);
    }
    String suffix = wanted.substring(1);
    // At least two labels must follow the star: no wildcard matches a whole top-level domain.
    return suffix.indexOf('*') < 0
        && suffix.indexOf('.', 1) > 0
        && name.endsWith(suffix)
        && name.length() > suffix.length()
        && name.indexOf('.') == name.length() - suffix.length();
  }

  static boolean isLiteral(String bare) {
    if (bare.indexOf(':') >= 0) {
      return true;
    }
    for (int i = bare.lastIndexOf('.') + 1; i < bare.length(); i++) {
      if (bare.charAt(i) < '0' || bare.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean sameAddress(String one, String other) {
    try {
      return Arrays.equals(
          InetAddress.ofLiteral(one).getAddress(), InetAddress.ofLiteral(other).getAddress());
    } catch (IllegalArgumentException malformed) {
      return false;
    }
  }
}
