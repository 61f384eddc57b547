package dev.byok.serve.listen.bind;

import dev.byok.failure.Failure;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sockets on which byok listens. */
public final class Bound implements AutoCloseable {
  private final List<ServerSocketChannel> channels;
  private final int port;
  private final @Nullable SocketFile file;

  private Bound(List<ServerSocketChannel> channels, int port, @Nullable SocketFile file) {
    this.channels = channels;
    this.port = port;
    this.file = file;
  }

  /**
   * Listens at this address.
   *
   * @throws Failure of kind {@code UNAVAILABLE} if somebody else listens there, and of kind {@code
   *     FILE} if the socket's path or its folder may not be used
   */
  public static Bound to(Address address) {
    if (address instanceof Address.Socket socket) {
      SocketFile made = SocketFile.make(socket.path());
      return new Bound(List.of(made.channel()), 0, made);
    }
    Address.Port wanted = (Address.Port) address;
    LoopbackPort opened = LoopbackPort.open(wanted.number(), wanted.both());
    return new Bound(opened.channels(), opened.number(), null);
  }

  public List<ServerSocketChannel> channels() {
    return channels;
  }

  /** The port, or 0 at a Unix socket. */
  public int port() {
    return port;
  }

  /** The full path of the Unix socket, or null. */
  public @Nullable Path path() {
    return file == null ? null : file.path();
  }

  /** Listens no more, and removes the Unix socket if it is still this one. */
  @Override
  public void close() {
    if (file != null) {
      file.remove();
    }
    for (ServerSocketChannel each : channels) {
      close(each);
    }
  }

  static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException closed) {
      // A socket that cannot be closed is closed already.
      return;
    }
  }
}
