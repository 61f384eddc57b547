package dev.byok.client;

import dev.byok.catalog.Provider;
import dev.byok.http.Header;
import dev.byok.routing.Route;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * The headers of another program's request as they go to the provider. What proves or chooses an
 * account comes from the route alone. What only describes a client comes from the program, and from
 * byok where the program says nothing.
 */
final class PassedHeaders {
  private static final String ACCEPT_ENCODING = "accept-encoding";

  /** Besides keys: what tells whose account it is, or who pays. */
  private static final Set<String> ACCOUNT =
      Set.of(
          "cookie",
          "openai-organization",
          "openai-project",
          "x-goog-user-project",
          "x-kilocode-organizationid");

  private PassedHeaders() {}

  static List<Header> of(Route route, Passed passed, Terms terms, String userAgent) {
    List<Header> usual = new ArrayList<>(RequestHeaders.open(route.provider(), userAgent));
    Set<String> described = names(usual);
    List<Header> account = new ArrayList<>();
    for (Header header : RequestHeaders.of(route, userAgent)) {
      if (!described.contains(HopByHop.lower(header.name()))) {
        account.add(header);
      }
    }
    if (passed.body() != null) {
      usual.add(new Header.Plain("Content-Type", "application/json"));
    }
    KiloTask kilo = terms.kilo();
    if (kilo != null) {
      usual.addAll(kilo.headers(userAgent.substring(userAgent.indexOf('/') + 1)));
    }
    Set<String> dropped = names(account);
    dropped.addAll(ACCOUNT);
    for (Provider.Auth auth : Provider.Auth.values()) {
      dropped.add(HopByHop.lower(auth.header()));
    }
    if (passed.reading().hidesUsageChunk()) {
      // What is taken out of a stream must be found in it first.
      dropped.add(ACCEPT_ENCODING);
      account.add(new Header.Plain("Accept-Encoding", "identity"));
    }
    List<Header> all =
        new ArrayList<>(HopByHop.without(HopByHop.without(passed.fields()), dropped));
    Set<String> said = names(all);
    for (Header header : usual) {
      if (!said.contains(HopByHop.lower(header.name()))) {
        all.add(header);
      }
    }
    all.addAll(account);
    return all;
  }

  /**
   * Returns the address if it leads to the host that the route's key belongs to.
   *
   * @throws IllegalArgumentException if it does not
   */
  static URI checked(Route route, URI address) {
    URI base = route.endpoint().base();
    if (!Objects.equals(base.getScheme(), address.getScheme())
        || !Objects.equals(base.getRawAuthority(), address.getRawAuthority())) {
      throw new IllegalArgumentException("the address does not lead to the host of the key");
    }
    return address;
  }

  private static Set<String> names(List<Header> headers) {
    Set<String> names = new HashSet<>();
    for (Header header : headers) {
      names.add(HopByHop.lower(header.name()));
    }
    return names;
  }
}
