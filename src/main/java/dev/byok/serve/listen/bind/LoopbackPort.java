package dev.byok.serve.listen.bind;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.files.Causes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port on {@code 127.0.0.1} and, where there is one, on {@code ::1}: on both or on none, since a
 * program that looks up {@code localhost} may take either, and must not meet a stranger there.
 */
record LoopbackPort(int number, List<ServerSocketChannel> channels) {
  private static final Path PROC = Path.of("/proc");

  /** So many programs can ask for connections at the same moment. */
  private static final int BACKLOG = 1024;

  /** The system knows a port that is free on one address, and it may be taken on the other. */
  private static final int TRIES = 50;

  private static final byte[] IPV4 = {127, 0, 0, 1};
  private static final byte[] IPV6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  static LoopbackPort open(int number, boolean both) {
    InetAddress other = both ? sixth() : null;
    for (int tries = 1; ; tries++) {
      ServerSocketChannel first = bind(StandardProtocolFamily.INET, address(IPV4), number);
      boolean whole = false;
      try {
        int port = port(first);
        List<ServerSocketChannel> channels = new ArrayList<>(2);
        channels.add(first);
        if (other != null) {
          channels.add(bind(StandardProtocolFamily.INET6, other, port));
        }
        whole = true;
        return new LoopbackPort(port, List.copyOf(channels));
      } catch (Failure taken) {
        if (number != 0 || tries == TRIES) {
          throw taken;
        }
      } finally {
        if (!whole) {
          Bound.close(first);
        }
      }
    }
  }

  /** Returns {@code ::1}, or null if this machine does not have it. */
  private static @Nullable InetAddress sixth() {
    try {
      InetAddress address = address(IPV6);
      return NetworkInterface.getByInetAddress(address) == null ? null : address;
    } catch (IOException unknown) {
      return null;
    }
  }

  private static ServerSocketChannel bind(ProtocolFamily family, InetAddress address, int port) {
    InetSocketAddress at = new InetSocketAddress(address, port);
    boolean bound = false;
    ServerSocketChannel channel = null;
    try {
      channel = ServerSocketChannel.open(family);
      channel.bind(at, BACKLOG);
      bound = true;
      return channel;
    } catch (IOException failed) {
      throw failure(at, failed);
    } finally {
      if (!bound && channel != null) {
        Bound.close(channel);
      }
    }
  }

  private static Failure failure(InetSocketAddress at, IOException failed) {
    String host = at.getAddress().getAddress().length == IPV4.length ? "127.0.0.1" : "[::1]";
    String address = host + ":" + at.getPort();
    PortHolder holder = PortHolder.of(PROC, at.getPort());
    if (holder == null) {
      return Failure.of(
              Kind.UNAVAILABLE, "byok cannot listen on " + address + ": " + Causes.of(failed))
          .hint("choose another port with --port, or any free one with --port 0")
          .causedBy(failed);
    }
    return Failure.of(Kind.UNAVAILABLE, "port " + at.getPort() + " is in use" + holder.words())
        .hint("end that program, or choose another port with --port (0 for any)")
        .causedBy(failed);
  }

  private static int port(ServerSocketChannel channel) {
    return channel.socket().getLocalPort();
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (IOException wrongLength) {
      throw new IllegalStateException(wrongLength);
    }
  }
}
