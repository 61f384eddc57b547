package dev.byok.testing;

import dev.byok.testing.TestCertificates.Issued;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;

/**
 * Plays the hosts that documents name, such as api.openai.com, on loopback: a proxy that leads
 * every https address to one server, which has a certificate for all of these names. Programs that
 * run with {@link #env()} reach it; nothing on the way knows that it is not the real host.
 */
public final class NamedHosts implements Closeable {
  /** Luna's price in dollars for a million tokens, as the public list has it. */
  private static final String PRICES =
      """
      {"openai": {"models": {"gpt-5.6-luna": {
        "cost": {"input": 0.2, "output": 1.2}, "limit": {"context": 1050000, "output": 128000}}}}}
      """;

  private static final List<String> MODELS =
      List.of("gpt-5.6-luna", "claude-haiku-4.5", "claude-sonnet-5", "llama3.2", "m");

  private final TlsServer server;
  private final RawServer proxy;
  private final RawServer local;
  private final Path authority;

  private NamedHosts(TlsServer server, RawServer proxy, RawServer local, Path authority) {
    this.server = server;
    this.proxy = proxy;
    this.local = local;
    this.authority = authority;
  }

  /**
   * Starts to play these hosts.
   *
   * @param folder where the certificate of the authority is written
   */
  public static NamedHosts start(Path folder, String... names)
      throws IOException, GeneralSecurityException {
    Issued root = TestCertificates.authority("Test authority").selfSigned();
    TestCertificates leaf = TestCertificates.server();
    for (String name : names) {
      leaf.dns(name);
    }
    TlsServer server = TlsServer.answering(leaf.under(root), NamedHosts::answer);
    RawServer local = RawServer.answering(NamedHosts::answer);
    return new NamedHosts(server, TunnelProxy.to(server.port()), local, root.pem(folder));
  }

  /**
   * The variables that lead a program here. Ollama, which is on the same machine, is played too.
   */
  public Map<String, String> env() {
    return Map.of(
        "HTTPS_PROXY", proxy.url(),
        "SSL_CERT_FILE", authority.toString(),
        "BYOK_OLLAMA_HOST", local.url() + "/v1");
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    server.close();
    local.close();
  }

  private static RawServer.Script answer(String request) {
    String path = request.split(" ", 3)[1];
    if (path.equals("/api.json")) {
      return RawServer.answer(200, PRICES);
    }
    if (path.endsWith("/messages")) {
      return Answers.anthropic("Which one?", "Caches outlive the record.", 12, 6);
    }
    if (path.endsWith("/responses")) {
      return Answers.responses(said(request), 13, 17);
    }
    if (request.startsWith("POST ") && path.contains("/completions")) {
      return Answers.openAi(said(request), 13, 17);
    }
    return RawServer.answer(200, models());
  }

  /** What is said depends on what was asked for. */
  private static String said(String request) {
    String body = new String(request.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    if (body.contains("json_schema")) {
      return "{\"name\": \"Johann Wolfgang von Goethe\"}";
    }
    return "Air scatters blue light more than red light.";
  }

  private static String models() {
    StringBuilder list = new StringBuilder();
    for (String model : MODELS) {
      list.append(list.isEmpty() ? "" : ",").append("{\"id\":\"").append(model).append("\"}");
    }
    return "{\"object\":\"list\",\"data\":[" + list + "]}";
  }
}
