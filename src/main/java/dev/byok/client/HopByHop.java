package dev.byok.client;

import dev.byok.http.Header;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Takes out the headers that concern one connection only (RFC 9110, section 7.6.1), and those that
 * each connection writes for itself.
 */
final class HopByHop {
  private static final Set<String> NAMES =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private HopByHop() {}

  static List<Header.Plain> without(List<Header.Plain> fields) {
    Set<String> names = new HashSet<>(NAMES);
    for (Header.Plain field : fields) {
      if (lower(field.name()).equals("connection")) {
        for (String option : field.value().split(",", -1)) {
          names.add(lower(option.strip()));
        }
      }
    }
    return without(fields, names);
  }

  /**
   * Takes out the headers of these names.
   *
   * @param names in lower case
   */
  static List<Header.Plain> without(List<Header.Plain> fields, Set<String> names) {
    List<Header.Plain> kept = new ArrayList<>(fields.size());
    for (Header.Plain field : fields) {
      if (!names.contains(lower(field.name()))) {
        kept.add(field);
      }
    }
    return kept;
  }

  static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
