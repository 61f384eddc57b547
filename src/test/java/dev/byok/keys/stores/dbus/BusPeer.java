package dev.byok.keys.stores.dbus;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program on a real message bus that owns a name and answers the calls to it. */
public final class BusPeer implements AutoCloseable {
  private static final String BUS = "org.freedesktop.DBus";

  private final SocketChannel channel;
  private final Handler handler;
  private int serial;

  private BusPeer(SocketChannel channel, Handler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  /** Answers one call, with {@link #reply} or {@link #error} or not at all. */
  public interface Handler {
    void handle(Incoming call) throws Exception;
  }

  /** An incoming call. */
  public record Incoming(
      int serial, String sender, String path, String contract, String member, WireReader body) {}

  /** Connects to the bus at this socket, and owns this name on return. */
  public static BusPeer own(Path socket, String name, Handler handler) throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.connect(UnixDomainSocketAddress.of(socket));
    BusPeer peer = new BusPeer(channel, handler);
    peer.write("\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n".getBytes(StandardCharsets.US_ASCII));
    for (int lines = 0; lines < 2; ) {
      lines += peer.read(1)[0] == '\n' ? 1 : 0;
    }
    peer.ask("Hello", "", new WireWriter());
    peer.ask("RequestName", "su", new WireWriter().string(name).uint32(0));
    Thread thread = new Thread(peer::serve, "bus-peer");
    thread.setDaemon(true);
    thread.start();
    return peer;
  }

  public void reply(Incoming call, String signature, WireWriter body) throws IOException {
    send(BusMessage.REPLY, call, "", "", "", signature, body);
  }

  public void error(Incoming call, String error) throws IOException {
    send(BusMessage.ERROR, call, error, "", "", "s", new WireWriter().string("said by a fake"));
  }

  /** Sends a signal to everyone who listens. */
  public void signal(String path, String contract, String member, String signature, WireWriter body)
      throws IOException {
    send(BusMessage.SIGNAL, null, contract, path, member, signature, body);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private void ask(String member, String signature, WireWriter body) throws IOException {
    int asked = ++serial;
    write(
        BusMessage.call(
            asked, new MethodCall(BUS, "/org/freedesktop/DBus", BUS, member, signature, body)));
    while (BusMessage.parse(next()).replySerial() != asked) {
      // The bus also reports that the name was acquired.
    }
  }

  private void serve() {
    try {
      while (true) {
        byte[] bytes = next();
        if (BusMessage.parse(bytes).type() == BusMessage.CALL) {
          handler.handle(incoming(bytes));
        }
      }
    } catch (Exception over) {
      // The test closed the channel, or a handler failed. No more calls are answered.
      try {
        channel.close();
      } catch (IOException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static Incoming incoming(byte[] bytes) throws MalformedMessageException {
    BusMessage message = BusMessage.parse(bytes);
    WireReader header = new WireReader(bytes, 0, bytes.length, bytes[0] == 'B');
    header.uint32();
    header.uint32();
    header.uint32();
    String sender = "";
    String contract = "";
    int stop = header.beginArray(8);
    while (header.before(stop)) {
      header.align(8);
      int code = header.octet();
      if (code == 2 || code == 7) {
        header.variant("s");
        String text = header.string();
        sender = code == 7 ? text : sender;
        contract = code == 2 ? text : contract;
      } else {
        header.skipVariant();
      }
    }
    return new Incoming(
        message.serial(), sender, message.path(), contract, message.member(), message.body());
  }

  private synchronized void send(
      int type,
      @org.jspecify.annotations.Nullable Incoming to,
      String contract,
      String path,
      String member,
      String signature,
      WireWriter content)
      throws IOException {
    byte[] body = content.toBytes();
    WireWriter out = new WireWriter();
    out.octet('l').octet(type).octet(0).octet(1).uint32(body.length).uint32(++serial);
    int fields = out.beginArray(8);
    if (type == BusMessage.SIGNAL) {
      out.align(8).octet(1).signature("o").string(path);
      out.align(8).octet(2).signature("s").string(contract);
      out.align(8).octet(3).signature("s").string(member);
    }
    if (type == BusMessage.ERROR) {
      out.align(8).octet(4).signature("s").string(contract);
    }
    if (to != null) {
      out.align(8).octet(5).signature("u").uint32(to.serial());
      out.align(8).octet(6).signature("s").string(to.sender());
    }
    if (!signature.isEmpty()) {
      out.align(8).octet(8).signature("g").signature(signature);
    }
    write(out.endArray(fields, 8).align(8).raw(body).toBytes());
  }

  private byte[] next() throws IOException {
    byte[] prefix = read(BusMessage.PREFIX);
    byte[] rest = read(BusMessage.size(prefix) - prefix.length);
    return ByteBuffer.allocate(prefix.length + rest.length).put(prefix).put(rest).array();
  }

  private byte[] read(int count) throws IOException {
    ByteBuffer in = ByteBuffer.allocate(count);
    while (in.hasRemaining()) {
      if (channel.read(in) < 0) {
        throw new EOFException("the bus has gone");
      }
    }
    return in.array();
  }

  private void write(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }
}
