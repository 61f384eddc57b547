package dev.byok.http.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import dev.byok.secrets.Secret;
import dev.byok.testing.CliRunner;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import dev.byok.testing.TunnelProxy;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
final class ProxiesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "HTTPS_PROXY=http://p:3128; https://a.test; p:3128",
        "https_proxy=http://p:3128; https://a.test; p:3128",
        "https_proxy=p:3128; https://a.test; p:3128",
        "https_proxy=http://p; https://a.test; p:80",
        "https_proxy=HTTP://p:3128/; https://a.test; p:3128",
        "https_proxy=http://my_proxy:3128; https://a.test; my_proxy:3128",
        "https_proxy=http://u:p@p:65535; https://a.test; p:65535",
        "https_proxy=http://p:1; https://a.test; p:1",
        "https_proxy=http://p:03128; https://a.test; p:3128",
        "https_proxy= ,ALL_PROXY=p:2; https://a.test; p:2",
        "HTTPS_PROXY=http://p:99999; https://localhost; none",
        "HTTPS_PROXY=http://p:99999,NO_PROXY=a.test; https://a.test; none",
        "HTTPS_PROXY=p:1,no_proxy=,NO_PROXY=a.test; https://a.test; none",
        "https_proxy=http://[::1]:3128; https://a.test; ::1:3128",
        "https_proxy=a:1,HTTPS_PROXY=b:2; https://a.test; a:1",
        "ALL_PROXY=p:1; https://a.test; p:1",
        "all_proxy=p:1; https://a.test; p:1",
        "all_proxy=p:1; http://10.0.0.1; none",
        "ALL_PROXY=p:1; http://a.test; none",
        "http_proxy=p:1; http://10.0.0.1; none",
        "HTTP_PROXY=p:1; http://10.0.0.1; none",
        "http_proxy=p:1; https://a.test; none",
        "HTTPS_PROXY=p:1; http://10.0.0.1; none",
        "HTTPS_PROXY=; https://a.test; none",
        "HTTPS_PROXY=p:1; https://127.0.0.1; none",
        "HTTPS_PROXY=p:1; https://[::1]; none",
        "HTTPS_PROXY=p:1; https://localhost; none"
      })
  void follows_the_customary_variables(String env, String uri, String proxy) {
    assertEquals(proxy, chosen(env, uri));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "*; https://a.test; none",
        "a.test; https://a.test; none",
        "A.Test; https://a.test; none",
        ".test; https://a.test; none",
        "*.test; https://a.test; none",
        "test; https://a.test; none",
        "x.y b.test, a.test; https://a.test; none",
        "a.test:443; https://a.test; none",
        "a.test:8443; https://a.test; p:1",
        "a.test:8443; https://a.test:8443; none",
        "10.0.0.1; https://10.0.0.1; none",
        "[fd00::1]; https://[fd00::1]; none",
        "fd00::1; https://[fd00::1]; none",
        "[fd00::1]:443; https://[fd00::1]; none",
        "est; https://a.test; p:1",
        "b.a.test; https://a.test; p:1",
        "a.test; https://ba.test; p:1",
        "a.test; https://a.test.evil; p:1",
        "," + "; https://a.test; p:1",
        ":; https://a.test; p:1",
        ".; https://a.test; p:1",
        "*.; https://a.test; p:1",
        "[; https://a.test; p:1",
        "[]; https://a.test; p:1",
        "[::1; https://a.test; p:1",
        "a.test:; https://a.test; p:1",
        "a.test:junk; https://a.test; p:1",
        "a.test:99999; https://a.test; p:1",
        "http://a.test; https://a.test; p:1",
        "10.0.0.0/8; https://a.test; p:1"
      })
  void leaves_out_what_no_proxy_names(String list, String uri, String proxy) {
    for (String name : List.of("NO_PROXY", "no_proxy")) {
      Map<String, String> env = Map.of("HTTPS_PROXY", "p:1", name, list);
      assertEquals(
          proxy,
          Proxies.of(env).forAddress(URI.create(uri)).map(HttpProxy::toString).orElse("none"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://u:CANARY@p",
        "socks5://u:CANARY@p",
        "http://u:CANARY@",
        "u:CANARY %@p",
        "http://u:CANARY@p:99999",
        "http://u:CANARY@p:0",
        "http://u:CANARY@p:x",
        "http://CANARY@p:-1",
        "http://u:CANARY",
        "http://u:12CANARY",
        "u:CANARY",
        "http://u:CANARY:3128",
        "http://u:CANARY%40p:3128",
        "http://u:pa/CANARY@p:3128",
        "http://u:1#CANARY@p:3128",
        "http://u:1?CANARY@p:3128",
        "http://u:1\\CANARY@p:3128",
        "http://u:CAN%ARY-CANARY@p:3128",
        "http://p:1x/CANARY",
        "http://p:99999?CANARY"
      })
  void refuses_another_proxy_without_quoting_what_may_be_a_password(String value) {
    Failure failure = refusal("HTTPS_PROXY", value);
    assertFalse(Everything.said(failure).contains("CANARY"), failure.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "http://p:99999; http://p:99999",
        "http://p:65536; http://p:65536",
        "p:99999; p:99999",
        "http://p:0; http://p:0",
        "http://p:00; http://p:00",
        "http://p:-1; http://p:-1",
        "http://p:+1; http://p:+1",
        "http://p:; http://p:",
        "http://p:/; http://p:/",
        "http://p:4294967297; http://p:***",
        "http://p:99999999999999999999999; http://p:***",
        "http://p:junk; http://p:***",
        "http://p:31 28; http://p:***",
        "http://p: 3128; http://p:***",
        "http://p p; http://p p",
        "http://p:1:2; http://p:***",
        "http://p:٣١٢٨; http://p:***",
        "http://u:w@p:99999; http://***@p:99999",
        "http://u:w@p:99999/x; http://***@p:99999/…",
        "http://u@w@p:99999; http://***@p:99999",
        "http://; http://",
        "http:///; http:///",
        "://p:1; ://p:1",
        "//p:1; /…",
        "http:/p; http:/…",
        "http://[::1; http://[:***",
        "http://[::1]:99999; http://[::1]:99999",
        "http://[junk]:1; http://[junk]:1",
        "http://[1.2.3.4]:1; http://[1.2.3.4]:1",
        "http://::1:3128; http://:***",
        "http://.p:1; http://.p:1",
        "http://p..q:1; http://p..q:1",
        "http://höst:1; http://h\\u00f6st:1",
        "socks5://p:1; socks5://p:1",
        "socks5h://p; socks5h://p",
        "https://p:443; https://p:443",
        "ftp://p; ftp://p"
      })
  void names_the_variable_and_quotes_its_value(String value, String quoted) {
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")) {
      Failure failure = refusal(name, value);
      assertEquals(name + " is not valid: \"" + quoted + "\"", failure.text());
      assertEquals(1, failure.details().size());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://p:99999", "http://p:junk", "http://u:CANARY@p:0", "http://", "p:"})
  void ends_a_command_with_the_code_for_wrong_use(String value) {
    for (String name : List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy")) {
      CliRunner.Result result =
          new CliRunner(folder)
              .env(name, value)
              .env("OPENAI_API_KEY", "sk-KEY-KEY-KEY-KEY")
              .run("run", "-m", "openai/m", "--no-stdin", "hello");
      assertEquals(2, result.exitCode(), result.err());
      assertTrue(result.err().startsWith("byok: " + name + " is not valid: "), result.err());
      assertFalse(result.err().contains("CANARY"), result.err());
    }
  }

  private static Failure refusal(String variable, String value) {
    Proxies proxies = Proxies.of(Map.of(variable, value));
    Failure failure =
        assertThrows(Failure.class, () -> proxies.forAddress(URI.create("https://a.test")));
    assertEquals(Kind.USAGE, failure.kind());
    assertTrue(failure.text().contains(variable), failure.text());
    return failure;
  }

  @Test
  void tunnels_without_showing_the_proxy_the_key() throws Exception {
    Issued root = TestCertificates.authority("Root").selfSigned();
    Issued certificate = TestCertificates.leaf("x").dns("*.test").dns("provider.test").under(root);
    try (TlsServer target = TlsServer.start(certificate);
        RawServer proxy = TunnelProxy.to(target.port())) {
      Transport transport = transport(proxy, "user:p%40ss+CANARY@", root.pem(folder).toString());
      try (Response response = transport.send(request("https://provider.test/v1"))) {
        assertEquals("ok", new String(response.body().readAllBytes(), StandardCharsets.UTF_8));
      }
      assertEquals(
          List.of(
              """
              CONNECT provider.test:443 HTTP/1.1\r
              Host: provider.test:443\r
              Proxy-Authorization: Basic dXNlcjpwQHNzK0NBTkFSWQ==\r
              \r
              """),
          proxy.requests());
      String sent = target.requests().getFirst();
      assertTrue(sent.contains("Bearer sk-KEY"), sent);
      assertFalse(sent.contains("Proxy-"), sent);
    }
  }

  @Test
  void checks_the_certificate_through_the_tunnel() throws Exception {
    Issued root = TestCertificates.authority("Root").selfSigned();
    Issued certificate = TestCertificates.server().under(root);
    try (TlsServer target = TlsServer.start(certificate);
        RawServer proxy = TunnelProxy.to(target.port())) {
      Transport transport = transport(proxy, "", root.pem(folder).toString());
      Failure failure =
          assertThrows(Failure.class, () -> transport.send(request("https://provider.test/v1")));
      assertTrue(failure.text().contains("is for another host"), failure.text());
      assertEquals(List.of(), target.requests());
    }
  }

  @ParameterizedTest
  @CsvSource({"407,needs a user name and password", "403,does not connect to provider.test"})
  void says_what_the_proxy_refused(int status, String text) throws IOException {
    try (RawServer proxy = RawServer.start(RawServer.answer(status, "no"))) {
      Transport transport = transport(proxy, "user:CANARY@", "");
      Failure failure =
          assertThrows(Failure.class, () -> transport.send(request("https://provider.test")));
      assertEquals(Kind.UNAVAILABLE, failure.kind());
      assertTrue(failure.text().contains(text), failure.text());
      String said = Everything.said(failure);
      assertFalse(said.contains("CANARY") || said.contains("sk-KEY"), said);
      assertEquals(1, proxy.connections());
      assertFalse(proxy.requests().getFirst().contains("sk-KEY"));
    }
  }

  @Test
  void says_that_the_proxy_is_away() throws IOException {
    Transport transport;
    try (RawServer proxy = RawServer.start(RawServer.closeBeforeAnswer())) {
      transport = transport(proxy, "user:CANARY@", "");
      Transport hangsUp = transport;
      Failure failure =
          assertThrows(Failure.class, () -> hangsUp.send(request("https://provider.test")));
      assertTrue(failure.text().startsWith("the proxy 127.0.0.1:"), failure.text());
    }
    Transport gone = transport;
    Failure failure =
        assertThrows(Failure.class, () -> gone.send(request("https://provider.test")));
    assertTrue(failure.text().startsWith("the proxy 127.0.0.1:"), failure.text());
    assertFalse(Everything.said(failure).contains("CANARY"));
  }

  private static String chosen(String variables, String uri) {
    Map<String, String> env = new HashMap<>();
    for (String variable : variables.split(",", -1)) {
      int equals = variable.indexOf('=');
      env.put(variable.substring(0, equals), variable.substring(equals + 1));
    }
    return Proxies.of(env).forAddress(URI.create(uri)).map(HttpProxy::toString).orElse("none");
  }

  private static Transport transport(RawServer proxy, String credentials, String bundle) {
    String url = "http://" + credentials + "127.0.0.1:" + proxy.port();
    Map<String, String> env = Map.of("https_proxy", url, "SSL_CERT_FILE", bundle);
    return new SocketTransport(Proxies.of(env), Tls.of(env, Optional.empty()));
  }

  private static Request request(String uri) {
    return new Request(
        "POST",
        URI.create(uri),
        List.of(new Header.Credential("Authorization", "Bearer ", Secret.of("sk-KEY"))),
        "prompt",
        Duration.ofSeconds(5));
  }
}
