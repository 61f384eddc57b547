package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Host;
import dev.byok.http.Request;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.secrets.Secret;
import dev.byok.testing.RawServer;
import dev.byok.testing.TunnelProxy;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks that a local name leads only to addresses of its kind, whatever the resolver says. */
@Timeout(20)
final class OpenAddressesTest {
  /** 0.0.0.0 and :: lead to servers on this machine, so a connection to them would be seen. */
  @ParameterizedTest
  @CsvSource({
    "localhost,0.0.0.0",
    "localhost,::",
    "LOCALHOST,0.0.0.0",
    "localhost,::ffff:0.0.0.0",
    "nas,0.0.0.0",
    "x.localhost,0.0.0.0",
    "gpu.local,::"
  })
  void connects_to_no_address_that_is_not_the_hosts_kind(String name, String address)
      throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, "ok"))) {
      Failure refused = refusal(name, server.port(), List.of(address));
      assertEquals(Kind.USAGE, refused.kind());
      assertTrue(refused.isUnsent());
      assertEquals(0, server.connections());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.5",
        "10.0.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "2001:db8::1",
        "fd00::1",
        "fe80::1",
        "::2",
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1"
      })
  void takes_no_word_for_localhost_but_loopback(String address) {
    for (String name : List.of("localhost", "x.localhost")) {
      Failure refused = refusal(name, 11_434, List.of(address));
      assertEquals(Kind.USAGE, refused.kind());
      assertTrue(refused.text().startsWith("\"" + name + "\" resolves to "), refused.text());
      assertTrue(refused.details().toString().contains("nothing was sent"), refused.toString());
      assertFalse(Everything.said(refused).contains("sk-KEY"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"203.0.113.5", "172.32.0.1", "100.128.0.1", "2001:db8::1", "::ffff:8.8.8.8"})
  void takes_no_word_for_a_private_name_but_a_private_address(String address) {
    for (String name : List.of("nas", "gpu.local", "box.lan", "a.internal", "a.home.arpa")) {
      Failure refused = refusal(name, 11_434, List.of(address));
      assertEquals(Kind.USAGE, refused.kind());
      assertTrue(refused.text().endsWith(", not to a private address"), refused.text());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,127.0.0.1",
    "localhost,::ffff:127.0.0.1",
    "x.localhost,127.0.0.1",
    "nas,127.0.0.1",
    "gpu.local,127.0.0.1"
  })
  void sends_to_the_address_that_is_meant(String name, String address) throws IOException {
    try (RawServer server = RawServer.start(RawServer.answer(200, "ok"))) {
      transport(List.of(address)).send(request(name, server.port())).close();
      assertEquals(1, server.connections());
    }
  }

  @Test
  void tries_only_the_good_of_mixed_answers() throws IOException {
    List<String> mixed = List.of("203.0.113.5", "0.0.0.0", "2001:db8::1", "127.0.0.1");
    int port;
    try (RawServer server = RawServer.start(RawServer.answer(200, "ok"))) {
      port = server.port();
      transport(mixed).send(request("localhost", port)).close();
      assertEquals(1, server.connections());
    }
    Failure gone = refusal("localhost", port, mixed);
    assertEquals("localhost:" + port + " refused the connection", gone.text());
  }

  @ParameterizedTest
  @CsvSource({
    "localhost,127.0.0.1,true",
    "localhost,127.255.0.9,true",
    "localhost,::1,true",
    "localhost,::ffff:127.0.0.1,true",
    "127.0.0.1,127.0.0.1,true",
    "x.localhost,::1,true",
    "x.localhost,10.0.0.1,false",
    "nas,10.0.0.1,true",
    "nas,192.168.0.9,true",
    "nas,172.31.0.1,true",
    "nas,100.64.0.1,true",
    "nas,fd00::1,true",
    "nas,fe80::1,true",
    "nas,::ffff:10.0.0.1,true",
    "10.0.0.1,10.0.0.1,true",
    "nas,1.1.1.1,false",
    "nas,239.0.0.1,false",
    "api.example.com,127.0.0.1,true",
    "api.example.com,10.0.0.1,false"
  })
  void knows_which_address_a_name_may_have(String name, String address, boolean admitted)
      throws UnknownHostException {
    assertEquals(admitted, Host.of(name).admits(address(address)));
  }

  @Test
  void asks_no_proxy_for_an_unencrypted_request() throws IOException {
    try (RawServer proxy = TunnelProxy.to(9)) {
      Map<String, String> env =
          Map.of("http_proxy", proxy.url(), "HTTPS_PROXY", proxy.url(), "ALL_PROXY", proxy.url());
      Transport transport =
          new SocketTransport(
              Proxies.of(env),
              Tls.of(Map.of(), Optional.empty()),
              host -> new InetAddress[] {address("203.0.113.5")});
      Failure refused = assertThrows(Failure.class, () -> transport.send(request("nas", 80)));
      assertEquals(Kind.USAGE, refused.kind());
      assertEquals(0, proxy.connections());
    }
  }

  /** With TLS any address is fine, because the certificate identifies the server. */
  @Test
  void leaves_encrypted_requests_to_the_certificate() throws IOException {
    try (RawServer server = RawServer.start(RawServer.closeBeforeAnswer())) {
      Request request =
          new Request(
              "GET",
              URI.create("https://localhost:" + server.port()),
              List.of(),
              null,
              Duration.ofSeconds(5));
      Failure broken =
          assertThrows(Failure.class, () -> transport(List.of("0.0.0.0")).send(request));
      assertEquals(Kind.UNAVAILABLE, broken.kind());
      assertEquals(1, server.connections());
    }
  }

  private static Failure refusal(String name, int port, List<String> addresses) {
    return assertThrows(Failure.class, () -> transport(addresses).send(request(name, port)));
  }

  private static Transport transport(List<String> addresses) {
    return new SocketTransport(
        Proxies.none(),
        Tls.of(Map.of(), Optional.empty()),
        host -> {
          List<InetAddress> resolved = new ArrayList<>();
          for (String address : addresses) {
            resolved.add(address(address));
          }
          return resolved.toArray(new InetAddress[0]);
        });
  }

  /** Returns the address; a mapped one stays mapped, as a resolver can return it. */
  private static InetAddress address(String text) throws UnknownHostException {
    if (!text.startsWith("::ffff:")) {
      return InetAddress.ofLiteral(text);
    }
    byte[] v4 = InetAddress.ofLiteral(text.substring(7)).getAddress();
    byte[] mapped =
        HexFormat.of().parseHex("00000000000000000000ffff" + HexFormat.of().formatHex(v4));
    return Inet6Address.getByAddress(null, mapped, 0);
  }

  private static Request request(String name, int port) {
    return new Request(
        "POST",
        URI.create("http://" + name + ":" + port),
        List.of(new Header.Credential("Authorization", "Bearer ", Secret.of("sk-KEY"))),
        "prompt",
        Duration.ofSeconds(5));
  }
}
