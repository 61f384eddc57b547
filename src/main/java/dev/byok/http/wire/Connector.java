package dev.byok.http.wire;

import dev.byok.http.Cancellation;
import dev.byok.http.Host;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.ProxyException;
import dev.byok.http.tls.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Opens a connection: tries a name's addresses in turn, then sets up a proxy's tunnel and TLS.
 * Without TLS nothing proves who answers, so only addresses that the host's kind admits are used.
 */
final class Connector {
  /** Finds the addresses of a name. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  private final Proxies proxies;
  private final Tls tls;
  private final Resolver resolver;
  private final boolean channels;

  /**
   * @param channels whether connections without TLS have a channel, which can be asked whether the
   *     other side has closed it
   */
  Connector(Proxies proxies, Tls tls, Resolver resolver, boolean channels) {
    this.proxies = proxies;
    this.tls = tls;
    this.resolver = resolver;
    this.channels = channels;
  }

  /**
   * Returns a connection that is ready for a request. The caller closes it.
   *
   * @param idle the longest silence at each step
   * @param cancellation covers every step and the connection itself
   */
  Wire open(URI uri, Duration idle, Cancellation cancellation) throws IOException {
    boolean https = "https".equals(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : https ? 443 : 80;
    String host = Host.bare(String.valueOf(uri.getHost()));
    Optional<HttpProxy> proxy = proxies.forAddress(uri);
    Socket plain =
        proxy.isPresent()
            ? reached(proxy.get(), idle, cancellation)
            : connected(https ? null : Host.of(uri.getHost()), host, port, idle, cancellation);
    Watch watch = new Watch(plain);
    try {
      long start = System.nanoTime();
      watch.start(patience(idle));
      plain.setTcpNoDelay(true);
      plain.setSoTimeout(millis(idle));
      if (proxy.isPresent()) {
        tunnel(plain, proxy.get(), uri.getHost() + ":" + port);
      }
      Socket socket = https ? tls.wrap(plain, host, port) : plain;
      watch.stop();
      return new Wire(plain, socket, watch, patience(idle).minusNanos(System.nanoTime() - start));
    } catch (IOException | RuntimeException failed) {
      watch.close();
      plain.close();
      if (watch.fired()) {
        throw IdleTimeoutException.dripping("no connection was made", patience(idle));
      }
      throw failed;
    }
  }

  /**
   * How long a tunnel, the TLS handshake and the answer's head may take together, without the
   * writing of the request. Each byte may come just within the idle time-out, so without this limit
   * a server that drips bytes could keep byok waiting.
   */
  static Duration patience(Duration idle) {
    return idle.plus(idle);
  }

  /** Returns a time-out as sockets take it: never 0, which would mean no time-out. */
  static int millis(Duration idle) {
    return Math.clamp(idle.toMillis(), 1, Integer.MAX_VALUE);
  }

  private Socket reached(HttpProxy proxy, Duration idle, Cancellation cancellation)
      throws IOException {
    try {
      return connected(null, proxy.host(), proxy.port(), idle, cancellation);
    } catch (IOException failed) {
      ProxyException named = new ProxyException(proxy.toString(), 0);
      named.initCause(failed);
      throw named;
    }
  }

  /**
   * @param open the host of an unencrypted request, or null for any other request
   */
  private Socket connected(
      @Nullable Host open, String host, int port, Duration idle, Cancellation cancellation)
      throws IOException {
    long end = System.nanoTime() + idle.toNanos();
    IOException last = new ConnectException("no address");
    InetAddress[] addresses = resolved(host, idle, cancellation);
    if (open != null) {
      addresses = OpenAddresses.of(open, addresses);
    }
    for (int i = 0; i < addresses.length; i++) {
      long left = (end - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new SocketTimeoutException("connect");
      }
      // A dead address, often IPv6, must leave time for the addresses after it.
      long share = i == addresses.length - 1 ? left : Math.max(left / 3, 1);
      Socket socket =
          channels && open != null
              ? SocketChannel.open().socket()
              : new Socket(java.net.Proxy.NO_PROXY);
      try {
        cancellation.covers(socket);
        socket.connect(
            new InetSocketAddress(addresses[i], port), (int) Math.min(share, Integer.MAX_VALUE));
        return socket;
      } catch (IOException failed) {
        socket.close();
        last = failed;
      }
    }
    throw last;
  }

  /**
   * Resolves on a thread of its own: a look-up takes no time-out, and name servers can drop
   * queries. An address needs no look-up.
   */
  private InetAddress[] resolved(String host, Duration idle, Cancellation cancellation)
      throws IOException {
    if (Host.isLiteral(host)) {
      return resolver.resolve(host);
    }
    FutureTask<InetAddress[]> task = new FutureTask<>(() -> resolver.resolve(host));
    cancellation.covers(task);
    Thread.ofPlatform().daemon().name("byok-resolve").start(task);
    try {
      return task.get(millis(idle), TimeUnit.MILLISECONDS);
    } catch (TimeoutException silent) {
      SocketTimeoutException timedOut = new SocketTimeoutException("resolve");
      timedOut.initCause(silent);
      throw timedOut;
    } catch (CancellationException cancelled) {
      throw new IOException("cancelled", cancelled);
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof UnknownHostException unknown) {
        throw unknown;
      }
      throw new IOException("the name cannot be resolved", failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** Asks the proxy, which reads this unencrypted, for a tunnel. Sends nothing of the request. */
  private static void tunnel(Socket plain, HttpProxy proxy, String target) throws IOException {
    StringBuilder connect = new StringBuilder(128);
    connect.append("CONNECT ").append(target).append(" HTTP/1.1\r\nHost: ").append(target);
    if (proxy.credentials().isPresent()) {
      byte[] plainText = proxy.credentials().get().open().getBytes(StandardCharsets.UTF_8);
      connect.append("\r\nProxy-Authorization: Basic ");
      connect.append(Base64.getEncoder().encodeToString(plainText));
    }
    connect.append("\r\n\r\n");
    plain.getOutputStream().write(connect.toString().getBytes(StandardCharsets.ISO_8859_1));
    InputStream in = plain.getInputStream();
    int status;
    try {
      status = ResponseHead.read(in).status();
    } catch (IOException failed) {
      ProxyException named = new ProxyException(proxy.toString(), 0);
      named.initCause(failed);
      throw named;
    }
    if (status / 100 != 2) {
      throw new ProxyException(proxy.toString(), status);
    }
  }
}
