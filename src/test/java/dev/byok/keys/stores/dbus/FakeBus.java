package dev.byok.keys.stores.dbus;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A message bus for one connection that answers calls by a script, which has the bytes to send for
 * each method's name. It does not answer a method that is not in the script.
 */
public final class FakeBus implements AutoCloseable {
  private static final String SASL_END = "BEGIN\r\n";

  private final ServerSocketChannel server;
  private final Map<String, Answer> script;
  private final boolean greets;

  private FakeBus(ServerSocketChannel server, Map<String, Answer> script, boolean greets) {
    this.server = server;
    this.script = script;
    this.greets = greets;
  }

  /** Listens at this socket and follows the script. */
  public static FakeBus scripted(Path socket, Map<String, Answer> script) throws IOException {
    return start(socket, script, true);
  }

  /** Accepts a connection and never answers. */
  public static FakeBus silent(Path socket) throws IOException {
    return start(socket, Map.of(), false);
  }

  private static FakeBus start(Path socket, Map<String, Answer> script, boolean greets)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    FakeBus bus = new FakeBus(server, script, greets);
    Thread thread = new Thread(bus::serve, "fake-bus");
    thread.setDaemon(true);
    thread.start();
    return bus;
  }

  /** The messages to send for a call with this serial. */
  public interface Answer {
    List<byte[]> to(int serial);
  }

  /** Returns an answer with this body. */
  public static Answer reply(String signature, WireWriter body) {
    return serial -> List.of(message(BusMessage.REPLY, serial, signature, body, "", ""));
  }

  /** Returns an error with this name, and with words that contain a secret. */
  public static Answer error(String name, String words) {
    return serial ->
        List.of(message(BusMessage.ERROR, serial, "s", new WireWriter().string(words), name, ""));
  }

  /** Returns an empty answer, followed by a prompt's {@code Completed}. */
  public static Answer prompted(String path, boolean dismissed) {
    WireWriter body = new WireWriter().uint32(dismissed ? 1 : 0).signature("s").string("");
    return serial ->
        List.of(
            message(BusMessage.REPLY, serial, "", new WireWriter(), "", ""),
            message(BusMessage.SIGNAL, 0, "bv", body, "", path));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve() {
    try (SocketChannel client = server.accept()) {
      if (!greets) {
        client.read(ByteBuffer.allocate(1 << 16));
        Thread.sleep(60_000);
        return;
      }
      ByteBuffer in = ByteBuffer.allocate(1 << 16);
      int start = 0;
      while (start == 0) {
        client.read(in);
        String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
        start = text.indexOf(SASL_END) < 0 ? 0 : text.indexOf(SASL_END) + SASL_END.length();
      }
      client.write(ByteBuffer.wrap("DATA\r\nOK 0\r\n".getBytes(StandardCharsets.US_ASCII)));
      in.limit(in.position()).position(start).compact();
      while (true) {
        in.flip();
        while (in.remaining() >= BusMessage.PREFIX) {
          byte[] prefix = new byte[BusMessage.PREFIX];
          in.duplicate().get(prefix);
          byte[] whole = new byte[BusMessage.size(prefix)];
          in.get(whole);
          answer(BusMessage.parse(whole), client);
        }
        in.compact();
        if (client.read(in) < 0) {
          return;
        }
      }
    } catch (IOException | InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(BusMessage call, SocketChannel client) throws IOException {
    Answer answer =
        call.member().equals("Hello")
            ? reply("s", new WireWriter().string(":1.1"))
            : script.get(call.member());
    if (answer != null) {
      for (byte[] message : answer.to(call.serial())) {
        client.write(ByteBuffer.wrap(message));
      }
    }
  }

  private static byte[] message(
      int type, int replyTo, String signature, WireWriter content, String error, String path) {
    byte[] body = content.toBytes();
    WireWriter out = new WireWriter();
    out.octet('l').octet(type).octet(0).octet(1).uint32(body.length).uint32(7);
    int fields = out.beginArray(8);
    if (!path.isEmpty()) {
      out.align(8).octet(1).signature("o").string(path);
      out.align(8).octet(2).signature("s").string("org.freedesktop.Secret.Prompt");
      out.align(8).octet(3).signature("s").string("Completed");
    }
    if (!error.isEmpty()) {
      out.align(8).octet(4).signature("s").string(error);
    }
    if (replyTo != 0) {
      out.align(8).octet(5).signature("u").uint32(replyTo);
    }
    if (!signature.isEmpty()) {
      out.align(8).octet(8).signature("g").signature(signature);
    }
    byte[] message = out.endArray(fields, 8).align(8).raw(body).toBytes();
    return Arrays.copyOf(message, message.length);
  }
}
