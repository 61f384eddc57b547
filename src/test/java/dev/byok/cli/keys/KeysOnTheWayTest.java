package dev.byok.cli.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.catalog.Provider;
import dev.byok.testing.CliRunner;
import dev.byok.testing.ProviderFleet;
import dev.byok.testing.RawServer;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import dev.byok.testing.TunnelProxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that no provider's key leaks to a proxy, under a private root, or by a redirect. */
final class KeysOnTheWayTest {
  private static final String KEY = "sk-" + UUID.randomUUID();
  private static final String PROMPT = "prompt-" + UUID.randomUUID();

  @TempDir private Path home;

  @Test
  void a_proxy_sees_hosts_alone_and_no_key() throws Exception {
    Issued root = TestCertificates.authority("Root").selfSigned();
    Issued certificate = TestCertificates.leaf("x").dns("*.provider.test").under(root);
    RawServer.Script refusal = RawServer.answer(401, "{\"error\":{\"message\":\"no\"}}");
    try (TlsServer target = TlsServer.start(certificate, refusal);
        RawServer proxy = TunnelProxy.to(target.port())) {
      List<String> connects = new ArrayList<>();
      for (Provider provider : ProviderFleet.providers()) {
        String host = provider.id() + ".provider.test";
        CliRunner byok = new CliRunner(home);
        ProviderFleet.variables(provider, KEY, "https://" + host + ProviderFleet.path(provider))
            .forEach(byok::env);
        byok.env("HTTPS_PROXY", proxy.url()).env("SSL_CERT_FILE", root.pem(home).toString());
        CliRunner.Result result =
            byok.run("run", "-v", "-m", provider.id() + "/m", "--retries", "0", PROMPT);
        assertEquals(4, result.exitCode(), provider.id() + ": " + result);
        assertFalse((result.out() + result.err()).contains(KEY), result.err());
        connects.add("CONNECT " + host + ":443 HTTP/1.1\r\nHost: " + host + ":443\r\n\r\n");
        assertEquals(connects, proxy.requests());
        String sent = target.requests().getLast();
        assertEquals(connects.size(), target.requests().size());
        assertTrue(sent.contains(ProviderFleet.credential(provider, KEY)), sent);
        assertTrue(sent.contains(PROMPT), sent);
      }
    }
  }

  @Test
  void a_root_that_is_not_named_is_not_trusted_with_any_key() throws Exception {
    Issued root = TestCertificates.authority("Root").selfSigned();
    Issued other = TestCertificates.authority("Other").selfSigned();
    Issued certificate = TestCertificates.leaf("x").dns("*.provider.test").under(root);
    try (TlsServer target = TlsServer.start(certificate);
        RawServer proxy = TunnelProxy.to(target.port())) {
      for (String id : List.of("openai", "anthropic", "google", "azure")) {
        CliRunner byok = new CliRunner(home);
        ProviderFleet.variables(provider(id), KEY, "https://" + id + ".provider.test/v1")
            .forEach(byok::env);
        byok.env("HTTPS_PROXY", proxy.url()).env("SSL_CERT_FILE", other.pem(home).toString());
        CliRunner.Result result = byok.run("run", "-m", id + "/m", "--retries", "0", PROMPT);
        assertEquals(8, result.exitCode(), id + ": " + result);
        assertEquals(List.of(), target.requests());
      }
    }
  }

  @ParameterizedTest(name = "{0} of {1}")
  @CsvSource({
    "301,openai,Authorization",
    "302,openai,Authorization",
    "303,openai,Authorization",
    "307,openai,Authorization",
    "308,openai,Authorization",
    "301,anthropic,x-api-key",
    "302,anthropic,x-api-key",
    "303,anthropic,x-api-key",
    "307,anthropic,x-api-key",
    "308,anthropic,x-api-key",
    "301,google,x-goog-api-key",
    "302,google,x-goog-api-key",
    "303,google,x-goog-api-key",
    "307,google,x-goog-api-key",
    "308,google,x-goog-api-key",
    "301,azure,api-key",
    "302,azure,api-key",
    "303,azure,api-key",
    "307,azure,api-key",
    "308,azure,api-key"
  })
  void a_redirect_takes_neither_key_nor_prompt_along(int status, String id, String header)
      throws Exception {
    try (RawServer elsewhere = RawServer.start(RawServer.answer(200, "{}"));
        RawServer server =
            RawServer.start(
                RawServer.bytes(
                    "HTTP/1.1 %d Moved\r\nLocation: %s/v1/chat\r\nContent-Length: 0\r\n\r\n"
                        .formatted(status, elsewhere.url())))) {
      CliRunner byok = new CliRunner(home);
      ProviderFleet.variables(provider(id), KEY, server.url() + "/v1").forEach(byok::env);
      CliRunner.Result result = byok.run("run", "-m", id + "/m", "--retries", "0", PROMPT);
      assertEquals(8, result.exitCode(), result.err());
      assertTrue(result.err().contains("127.0.0.1:" + elsewhere.port()), result.err());
      assertEquals(0, elsewhere.connections());
      assertEquals(1, server.requests().size());
      String sent = server.requests().getFirst();
      assertTrue(sent.contains("\r\n" + header + ": "), sent);
      assertTrue(sent.contains(PROMPT), sent);
      assertFalse((result.out() + result.err()).contains(KEY), result.err());
    }
  }

  private static Provider provider(String id) {
    return ProviderFleet.providers().stream()
        .filter(provider -> provider.id().equals(id))
        .findFirst()
        .orElseThrow();
  }
}
