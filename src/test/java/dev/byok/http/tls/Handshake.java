package dev.byok.http.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.wire.Proxies;
import dev.byok.http.wire.SocketTransport;
import dev.byok.testing.TestCertificates;
import dev.byok.testing.TestCertificates.Issued;
import dev.byok.testing.TlsServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends one request to a server with this chain, from a client that has these roots. */
final class Handshake {
  private Handshake() {}

  /** Returns {@code ok}, or why the chain was refused before the server saw a request. */
  static String outcome(
      Tls.Library library, Path folder, Issued certificate, String host, Issued... roots)
      throws Exception {
    List<String> bundle = new ArrayList<>();
    for (Issued root : roots) {
      bundle.add(TestCertificates.pem(root.certificate()));
    }
    Path file = Files.createTempFile(folder, "roots", ".pem");
    Files.writeString(file, String.join("\n# a comment\n", bundle));
    Tls tls =
        Tls.of(
            library, Map.of("SSL_CERT_FILE", file.toString()), Optional.empty(), Optional.empty());
    try (TlsServer server = TlsServer.start(certificate)) {
      SocketTransport transport = new SocketTransport(Proxies.none(), tls);
      URI uri = URI.create("https://" + host + ":" + server.port());
      Request request = new Request("GET", uri, List.of(), null, Duration.ofSeconds(10));
      try (Response response = transport.send(request)) {
        return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      } catch (Failure refused) {
        assertEquals(Kind.UNAVAILABLE, refused.kind());
        assertEquals(List.of(), server.requests());
        return refused.text().replace(host + ":" + server.port(), "HOST");
      }
    }
  }
}
