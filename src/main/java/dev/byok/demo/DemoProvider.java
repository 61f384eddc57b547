package dev.byok.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.DemoHost;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * A provider inside byok: an HTTP server on loopback that speaks the OpenAI dialect, needs no key
 * and no network, and fails on request the way providers do.
 */
public final class DemoProvider implements DemoHost, AutoCloseable {
  private static final String CHAT = "/v1/chat/completions";
  private static final int LARGEST_REQUEST = 64 * 1024 * 1024;

  private @Nullable HttpServer server;

  @Override
  public synchronized String start() {
    if (server == null) {
      // Read once by the server's class: without it every streamed piece waits 40 ms for an
      // acknowledgement.
      System.setProperty("sun.net.httpserver.nodelay", "true");
      try {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        server.createContext("/", DemoProvider::handle);
        server.setExecutor(
            Executors.newThreadPerTaskExecutor(Thread.ofPlatform().daemon().factory()));
        server.start();
      } catch (IOException noSocket) {
        throw Failure.of(Kind.UNAVAILABLE, "the demo provider cannot listen on 127.0.0.1")
            .provider("demo")
            .hint(
                "something forbids byok to open a port on this machine; any other model needs none")
            .causedBy(noSocket);
      }
    }
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
  }

  /**
   * Stops the server: a thread of it that waits for connections would hold up the end of the
   * process.
   */
  @Override
  public synchronized void close() {
    if (server != null) {
      server.stop(0);
      server = null;
    }
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean chat =
          exchange.getRequestMethod().equals("POST")
              && exchange.getRequestURI().getPath().equals(CHAT);
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_REQUEST);
      if (!chat) {
        DemoErrors.send(exchange, 404, "The demo provider answers POST " + CHAT + " only.");
        return;
      }
      try {
        answer(exchange, Json.parseObject(body));
      } catch (JsonSyntaxException malformed) {
        DemoErrors.send(exchange, 400, "The body is not JSON.");
      }
    }
  }

  private static void answer(HttpExchange exchange, JsonObject request) throws IOException {
    String model = String.valueOf(request.text("model"));
    DemoAnswer answer = new DemoAnswer(model, words(request));
    if (model.startsWith("error-")) {
      DemoErrors.send(exchange, model);
    } else if (!List.of("echo", "slow", "cut").contains(model)) {
      DemoErrors.sendUnknownModel(exchange, model);
    } else if (request.is("stream")) {
      answer.stream(exchange);
    } else {
      answer.whole(exchange);
    }
  }

  /** The last message, in pieces that keep their spaces; the token counts are these pieces. */
  private static DemoAnswer.Words words(JsonObject request) {
    int input = 0;
    List<String> last = List.of();
    for (JsonObject message : request.objects("messages")) {
      last = DemoAnswer.pieces(text(message));
      input += last.size();
    }
    return new DemoAnswer.Words(input, last);
  }

  /** What a message says; of one in parts, only its text can be echoed. */
  private static String text(JsonObject message) {
    String text = message.text("content");
    if (text != null) {
      return text;
    }
    StringBuilder parts = new StringBuilder();
    for (JsonObject part : message.objects("content")) {
      String more = part.text("text");
      parts.append(more == null ? "" : more);
    }
    return parts.toString();
  }

  static void sendJson(HttpExchange exchange, int status, JsonObject body) throws IOException {
    byte[] bytes = Json.write(body).getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
