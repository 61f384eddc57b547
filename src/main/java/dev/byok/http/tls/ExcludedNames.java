package dev.byok.http.tls;

import dev.byok.http.tls.UntrustedException.Reason;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Checks wildcards against the names that an issuer may not certify (RFC 5280, 4.2.1.10). The JDK
 * compares {@code *.example.com} as if the star were a label. An exclusion of {@code
 * bad.example.com} would therefore not stop a certificate that matches it.
 */
final class ExcludedNames {
  private static final String CONSTRAINTS = "2.5.29.30";

  /** Context tags of RFC 5280: excludedSubtrees, and the dNSName in each of them. */
  private static final int EXCLUDED = 0xa1;

  private static final int DNS_NAME = 0x82;

  private ExcludedNames() {}

  /**
   * Refuses a leaf with a wildcard that matches a name which an issuer excludes.
   *
   * @param path leaf first, without the root
   */
  static void require(List<X509Certificate> path, X509Certificate root) throws UntrustedException {
    List<String> wildcards = HostNames.wildcards(path.getFirst());
    if (wildcards.isEmpty()) {
      return;
    }
    requireNone(wildcards, root);
    for (X509Certificate issuer : path.subList(1, path.size())) {
      requireNone(wildcards, issuer);
    }
  }

  private static void requireNone(List<String> wildcards, X509Certificate issuer)
      throws UntrustedException {
    byte[] constraints = issuer.getExtensionValue(CONSTRAINTS);
    if (constraints == null) {
      return;
    }
    for (String excluded : excluded(constraints)) {
      for (String wildcard : wildcards) {
        if (meet(wildcard, excluded)) {
          throw new UntrustedException(Reason.FORBIDDEN_NAME, null);
        }
      }
    }
  }

  /**
   * Whether the wildcard matches an excluded name: either its whole domain is excluded, or one name
   * directly below that domain.
   */
  static boolean meet(String wildcard, String excluded) {
    String domain = plain(wildcard.substring(1));
    String name = plain(excluded);
    boolean all = name.isEmpty() || domain.equals(name) || domain.endsWith("." + name);
    boolean one =
        name.endsWith("." + domain) && name.indexOf('.') == name.length() - domain.length() - 1;
    return all || one;
  }

  private static String plain(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    int start = plain.startsWith(".") ? 1 : 0;
    int end = plain.length() - (plain.length() > start && plain.endsWith(".") ? 1 : 0);
    return plain.substring(start, end);
  }

  /** The excluded DNS names in the extension's value. */
  private static List<String> excluded(byte[] constraints) throws UntrustedException {
    List<String> names = new ArrayList<>();
    try {
      Der der = new Der(constraints);
      der.enter();
      int end = der.enter();
      while (der.at() < end) {
        int tag = der.tag();
        int fieldEnd = der.enter();
        while (tag == EXCLUDED && der.at() < fieldEnd) {
          int subtreeEnd = der.enter();
          int kind = der.tag();
          int nameEnd = der.enter();
          if (kind == DNS_NAME) {
            int length = nameEnd - der.at();
            names.add(new String(constraints, der.at(), length, StandardCharsets.ISO_8859_1));
          }
          der.seek(subtreeEnd);
        }
        der.seek(fieldEnd);
      }
    } catch (CertificateException malformed) {
      throw new UntrustedException(Reason.MALFORMED, malformed);
    }
    return names;
  }
}
