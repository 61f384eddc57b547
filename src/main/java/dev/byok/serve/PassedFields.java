package dev.byok.serve;

import dev.byok.http.Header;
import dev.byok.serve.listen.Incoming;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which headers go on, in both directions. What belongs to one connection stays on it, what proves
 * or chooses an account comes from the key alone, and a browser is told nothing.
 */
final class PassedFields {
  private static final Set<String> OF_A_CONNECTION =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-connection",
          "proxy-authenticate",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "http2-settings",
          "content-length");

  private static final Set<String> OF_A_REQUEST =
      Set.of("host", "expect", "forwarded", "via", "accept-encoding", "content-encoding");

  /** Headers that choose whose account is used; a key has its own. */
  private static final Set<String> OF_AN_ACCOUNT =
      Set.of(
          "x-kilocode-organizationid",
          "openai-organization",
          "openai-project",
          "x-goog-user-project",
          "x-amz-security-token",
          "x-amz-date",
          "x-amz-content-sha256");

  private static final Set<String> OF_AN_ANSWER = Set.of("set-cookie", "set-cookie2", "alt-svc");

  private PassedFields() {}

  /** Returns the headers of a program's request that its provider gets. */
  static List<Header.Plain> request(Incoming request) {
    Set<String> named = named(request.all("connection"));
    List<Header.Plain> passed = new ArrayList<>();
    boolean offersGzip = false;
    boolean offersAny = false;
    for (Incoming.Field field : request.fields()) {
      String name = field.name().toLowerCase(Locale.ROOT);
      if (name.equals("accept-encoding")) {
        offersAny = true;
        offersGzip |= offersGzip(field.value());
      }
      boolean stays =
          OF_A_CONNECTION.contains(name)
              || OF_A_REQUEST.contains(name)
              || OF_AN_ACCOUNT.contains(name)
              || Presented.HEADERS.contains(name)
              || name.startsWith("x-forwarded-")
              || named.contains(name);
      if (!stays) {
        passed.add(new Header.Plain(field.name(), field.value()));
      }
    }
    // Usage is read from what passes, and only gzip can be read of what programs offer.
    passed.add(new Header.Plain("Accept-Encoding", offersAny && offersGzip ? "gzip" : "identity"));
    return passed;
  }

  /** Returns the headers of a provider's answer that the program gets. */
  static List<Incoming.Field> answer(List<Header.Plain> fields) {
    List<String> connection = new ArrayList<>();
    for (Header.Plain field : fields) {
      if (field.name().equalsIgnoreCase("connection")) {
        connection.add(field.value());
      }
    }
    Set<String> named = named(connection);
    List<Incoming.Field> passed = new ArrayList<>();
    for (Header.Plain field : fields) {
      String name = field.name().toLowerCase(Locale.ROOT);
      boolean stays =
          OF_A_CONNECTION.contains(name)
              || OF_AN_ANSWER.contains(name)
              || name.startsWith("access-control-")
              || named.contains(name);
      if (!stays) {
        passed.add(new Incoming.Field(field.name(), field.value()));
      }
    }
    return passed;
  }

  /** Returns the headers that a connection declares its own. */
  private static Set<String> named(List<String> values) {
    Set<String> names = new HashSet<>();
    for (String value : values) {
      for (String name : value.split(",", -1)) {
        names.add(name.strip().toLowerCase(Locale.ROOT));
      }
    }
    return names;
  }

  private static boolean offersGzip(String value) {
    for (String coding : value.split(",", -1)) {
      String[] parts = coding.toLowerCase(Locale.ROOT).split(";", -1);
      boolean none = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
      String name = parts[0].strip();
      if ((name.equals("gzip") || name.equals("x-gzip") || name.equals("*")) && !none) {
        return true;
      }
    }
    return false;
  }
}
