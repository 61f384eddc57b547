package dev.byok.demo;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.json.Json;
import dev.byok.json.JsonObject;
import dev.byok.json.JsonSyntaxException;
import dev.byok.routing.DemoHost;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A provider inside byok: an HTTP server on loopback that speaks the OpenAI dialect, needs no key
 * and no network, and fails on request the way providers do.
 */
public final class DemoProvider implements DemoHost, AutoCloseable {
  private static final String CHAT = "POST /v1/chat/completions";

  private @Nullable ServerSocket listener;

  @Override
  public synchronized String start() {
    if (listener == null) {
      try {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        listener = new ServerSocket(0, 0, loopback);
      } catch (IOException noSocket) {
        throw Failure.of(Kind.UNAVAILABLE, "the demo provider cannot listen on 127.0.0.1")
            .provider("demo")
            .hint(
                "something forbids byok to open a port on this machine; any other model needs none")
            .causedBy(noSocket);
      }
      ServerSocket opened = listener;
      Thread.ofPlatform().daemon().name("byok-demo").start(() -> listen(opened));
    }
    return "http://127.0.0.1:" + listener.getLocalPort() + "/v1";
  }

  @Override
  public synchronized void close() {
    if (listener != null) {
      close(listener);
      listener = null;
    }
  }

  private static void listen(ServerSocket listener) {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        Thread.ofPlatform().daemon().name("byok-demo").start(() -> handle(socket));
      } catch (IOException closed) {
        close(listener);
      }
    }
  }

  private static void handle(Socket socket) {
    try (socket) {
      // Without it, every streamed piece waits 40 ms for an acknowledgement.
      socket.setTcpNoDelay(true);
      answer(DemoExchange.read(socket));
    } catch (IOException gone) {
      // The client has gone and closed the connection itself, so there is nobody left to tell.
      close(socket);
    }
  }

  private static void close(Closeable closed) {
    try {
      closed.close();
    } catch (IOException over) {
      // A socket that cannot be closed is closed already.
      return;
    }
  }

  private static void answer(DemoExchange exchange) throws IOException {
    if (!exchange.asksFor(CHAT)) {
      DemoErrors.send(exchange, 404, "The demo provider answers " + CHAT + " only.");
      return;
    }
    try {
      answer(exchange, Json.parseObject(exchange.body()));
    } catch (JsonSyntaxException malformed) {
      DemoErrors.send(exchange, 400, "The body is not JSON.");
    }
  }

  private static void answer(DemoExchange exchange, JsonObject request) throws IOException {
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

  /** Returns the last message, in pieces that keep their spaces. Each piece is a token. */
  private static DemoAnswer.Words words(JsonObject request) {
    int input = 0;
    List<String> last = List.of();
    for (JsonObject message : request.objects("messages")) {
      last = DemoAnswer.pieces(text(message));
      input += last.size();
    }
    return new DemoAnswer.Words(input, last);
  }

  /** Returns a message's text. Of a message in parts, only the text can be echoed. */
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
}
