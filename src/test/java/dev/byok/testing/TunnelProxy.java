package dev.byok.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Plays a proxy for CONNECT that leads to one server, whatever target the client names. */
public final class TunnelProxy {
  private TunnelProxy() {}

  /** Starts a proxy on loopback that leads to this port and records what it can read. */
  public static RawServer to(int port) throws IOException {
    return RawServer.start(client -> tunnel(client, port));
  }

  private static void tunnel(Socket client, int port) throws IOException {
    client
        .getOutputStream()
        .write("HTTP/1.1 200 Established\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    try (Socket target = new Socket(InetAddress.getLoopbackAddress(), port)) {
      Thread.ofVirtual().start(() -> copy(client, target));
      copy(target, client);
    }
  }

  private static void copy(Socket from, Socket to) {
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      in.transferTo(out);
      to.shutdownOutput();
    } catch (IOException closed) {
      // Either side may close first.
    }
  }
}
