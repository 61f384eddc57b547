package dev.byok.keys.stores.dbus;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A connection to a message bus, used by one thread. It has no time limit. A caller that waits for
 * the thread can interrupt it, which closes the socket.
 */
public final class Bus implements AutoCloseable {
  private static final String ITSELF = "org.freedesktop.DBus";

  /** EXTERNAL without a name: the bus takes the user from the socket, so no uid is looked up. */
  private static final String SASL = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";

  private static final int LONGEST_LINE = 1024;
  private static final int MOST_SIGNALS = 256;

  private final SocketChannel channel;
  private final ByteBuffer in = ByteBuffer.allocate(8192).flip();
  private final Deque<BusMessage> signals = new ArrayDeque<>();
  private int serial;

  private Bus(SocketChannel channel) {
    this.channel = channel;
  }

  /** Connects to the bus at this socket path and says hello. */
  public static Bus connect(String socket) throws IOException, BusError {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    Bus bus = new Bus(channel);
    boolean ready = false;
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      bus.greet();
      ready = true;
      return bus;
    } finally {
      if (!ready) {
        channel.close();
      }
    }
  }

  /** Calls a method, waits for the answer and returns its body. */
  public WireReader call(MethodCall call, String expected) throws IOException, BusError {
    int asked = ++serial;
    send(BusMessage.call(asked, call));
    return reply(asked, expected);
  }

  /** Asks the bus to forward the signals that match this rule. */
  public void subscribe(String rule) throws IOException, BusError {
    call(
        new MethodCall(
            ITSELF,
            "/org/freedesktop/DBus",
            ITSELF,
            "AddMatch",
            "s",
            new WireWriter().string(rule)),
        "");
  }

  /** Waits for this signal of an object, which may have come before the last answer. */
  public WireReader signal(String path, String member, String expected) throws IOException {
    while (true) {
      BusMessage message = signals.isEmpty() ? next() : signals.remove();
      if (message.type() == BusMessage.SIGNAL
          && message.path().equals(path)
          && message.member().equals(member)) {
        return body(message, expected);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Authenticates and says hello, all in one write: the bus need not answer in between. */
  private void greet() throws IOException, BusError {
    MethodCall hello =
        new MethodCall(ITSELF, "/org/freedesktop/DBus", ITSELF, "Hello", "", new WireWriter());
    int asked = ++serial;
    send(
        new WireWriter()
            .raw(SASL.getBytes(StandardCharsets.US_ASCII))
            .raw(BusMessage.call(asked, hello))
            .toBytes());
    String answer = line();
    if (answer.startsWith("DATA")) {
      answer = line();
    }
    if (!answer.startsWith("OK")) {
      throw new MalformedMessageException("the bus does not accept this user");
    }
    reply(asked, "s");
  }

  private WireReader reply(int asked, String expected) throws IOException, BusError {
    while (true) {
      BusMessage message = next();
      if (message.type() == BusMessage.SIGNAL) {
        if (signals.size() < MOST_SIGNALS) {
          signals.add(message);
        }
      } else if (message.replySerial() == asked) {
        if (message.type() == BusMessage.ERROR) {
          throw new BusError(message.error());
        }
        return body(message, expected);
      }
    }
  }

  private static WireReader body(BusMessage message, String expected)
      throws MalformedMessageException {
    if (!message.signature().equals(expected)) {
      throw new MalformedMessageException("an answer is of an unexpected type");
    }
    return message.body();
  }

  private BusMessage next() throws IOException {
    byte[] prefix = new byte[BusMessage.PREFIX];
    fill(prefix, 0);
    byte[] message = java.util.Arrays.copyOf(prefix, BusMessage.size(prefix));
    fill(message, prefix.length);
    return BusMessage.parse(message);
  }

  private void fill(byte[] target, int from) throws IOException {
    int at = from;
    while (at < target.length) {
      more();
      int count = Math.min(in.remaining(), target.length - at);
      in.get(target, at, count);
      at += count;
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.length() < LONGEST_LINE) {
      more();
      char next = (char) in.get();
      if (next == '\n') {
        return text.toString();
      }
      text.append(next);
    }
    throw new MalformedMessageException("the bus sends an endless line");
  }

  /** Waits until there is at least one byte to read. */
  private void more() throws IOException {
    if (!in.hasRemaining()) {
      in.clear();
      int count = channel.read(in);
      in.flip();
      if (count < 0) {
        throw new EOFException("the bus closed the connection");
      }
    }
  }

  private void send(byte[] bytes) throws IOException {
    ByteBuffer out = ByteBuffer.wrap(bytes);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }
}
