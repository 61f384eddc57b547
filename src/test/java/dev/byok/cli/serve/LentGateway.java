package dev.byok.cli.serve;

import dev.byok.Wired;
import dev.byok.budget.Limits;
import dev.byok.cli.Collaborators;
import dev.byok.failure.Notices;
import dev.byok.keys.forms.GatewayToken;
import dev.byok.keys.names.KeyName;
import dev.byok.secrets.Secret;
import dev.byok.serve.Permits;
import dev.byok.serve.RequestLog;
import dev.byok.serve.clients.Client;
import dev.byok.serve.clients.ClientToken;
import dev.byok.serve.clients.LentKeys;
import dev.byok.serve.clients.OneClient;
import dev.byok.serve.listen.bind.Address;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A gateway that lends keys to one program, and raw requests to it. */
final class LentGateway implements AutoCloseable {
  private final OpenGateway gateway;
  private final String token;
  private final Path home;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** Lends these keys and models; none means all models. */
  LentGateway(Path home, Map<String, String> env, List<String> keys, List<String> models) {
    this(home, env, keys, models, null);
  }

  /** As above, with what the program may spend. */
  LentGateway(
      Path home,
      Map<String, String> env,
      List<String> keys,
      List<String> models,
      @Nullable Limits limits) {
    this.home = home;
    Map<String, String> whole = new HashMap<>(env);
    whole.put("BYOK_HOME", home.toString());
    whole.put("HOME", home.toString());
    Collaborators made = Wired.of(new ByteArrayOutputStream(), err, whole);
    Secret made256 = ClientToken.make();
    this.token = made256.open();
    List<KeyName> names = new ArrayList<>();
    for (String key : keys) {
      names.add(KeyName.parse(key));
    }
    Client client =
        new Client(
            "tester",
            LentKeys.of(names),
            models,
            List.of(),
            Instant.now(),
            null,
            GatewayToken.sha256(token));
    GatewayUse use =
        new GatewayUse(
            "exec",
            Map.of("ticket", "7"),
            new Permits(new OneClient(client)::byToken, () -> names, who -> limits),
            RequestLog.NONE);
    Notices notices = made.tools().messages();
    this.gateway =
        OpenGateway.at(
            new Address.Port(0, false),
            use,
            new OpenGateway.Parts(made.tools(), made.setup(), made.storage(), made),
            notices);
  }

  String token() {
    return token;
  }

  int port() {
    return gateway.port();
  }

  String base() {
    return gateway.base();
  }

  /** Posts a body with the token and returns all bytes of the answer. */
  String post(String path, String body, String... headers) throws IOException {
    return exchange(
        "POST", path, body, concat(headers, "Authorization: Bearer " + token, "Connection: close"));
  }

  String get(String path, String... headers) throws IOException {
    return exchange(
        "GET", path, "", concat(headers, "Authorization: Bearer " + token, "Connection: close"));
  }

  private static String[] concat(String[] some, String... more) {
    String[] all = java.util.Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /** Sends exactly this request, with a Host unless one is given. */
  String exchange(String method, String path, String body, String... headers) throws IOException {
    try (Socket socket = send(method, path, body, headers)) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  Socket send(String method, String path, String body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    boolean host = false;
    for (String header : headers) {
      head.append(header).append("\r\n");
      host |= header.startsWith("Host:");
    }
    if (!host) {
      head.append("Host: 127.0.0.1:").append(port()).append("\r\n");
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (!body.isEmpty()) {
      head.append("Content-Length: ").append(bytes.length).append("\r\n");
    }
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.getOutputStream().write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return socket;
  }

  /** What byok printed. */
  String printed() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Ends the gateway, which writes the last entries, and returns the ledger's text. */
  String ledger() throws IOException {
    close();
    Path file = home.resolve("usage.json");
    return Files.exists(file) ? Files.readString(file) : "";
  }

  @Override
  public void close() {
    gateway.close();
  }
}
