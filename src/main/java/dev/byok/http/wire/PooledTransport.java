package dev.byok.http.wire;

import dev.byok.http.Cancellation;
import dev.byok.http.Canceller;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 and keeps connections for later requests to the same host. A connection is tested
 * before it is used again. A request that fails on it is not sent again, since the server may have
 * read it.
 */
public final class PooledTransport implements Transport, AutoCloseable {
  private final Connector connector;
  private final Tls tls;
  private final IdleWires idle;

  public PooledTransport(Proxies proxies, Tls tls) {
    this(proxies, tls, InetAddress::getAllByName, new IdleWires(System::nanoTime));
  }

  PooledTransport(Proxies proxies, Tls tls, Connector.Resolver resolver, IdleWires idle) {
    this.connector = new Connector(proxies, tls, resolver, true);
    this.tls = tls;
    this.idle = idle;
  }

  @Override
  public void prepare(URI address) {
    if ("https".equals(address.getScheme())) {
      tls.prepareAhead();
    }
  }

  @Override
  public Response send(Request request) {
    return send(request, new Cancellation());
  }

  @Override
  public Response send(Request request, Canceller canceller) {
    Cancellation cancellation = new Cancellation();
    canceller.opened(cancellation);
    return send(request, cancellation);
  }

  private Response send(Request request, Cancellation cancellation) {
    byte[] body = request.bytes();
    byte[] head = RequestHead.kept(request, body == null ? -1 : body.length);
    boolean connected = false;
    try {
      Wire wire = kept(request, cancellation);
      if (wire == null) {
        wire = connector.open(request.uri(), request.idleTimeout(), cancellation);
      }
      connected = true;
      return new PooledAnswer(
          SocketTransport.sent(wire, head, body, request.idleTimeout()),
          request,
          cancellation,
          idle);
    } catch (IOException failed) {
      throw SocketTransport.failure(failed, request, cancellation).unsent(!connected);
    }
  }

  /** Returns a connection that an earlier request has left, or null. */
  private @Nullable Wire kept(Request request, Cancellation cancellation) throws IOException {
    Wire wire = idle.take(request.uri());
    if (wire == null) {
      return null;
    }
    try {
      cancellation.covers(wire.plain());
      wire.plain().setSoTimeout(Connector.millis(request.idleTimeout()));
      return new Wire(
          wire.plain(),
          wire.socket(),
          new Watch(wire.plain()),
          Connector.patience(request.idleTimeout()));
    } catch (IOException cancelled) {
      wire.close();
      throw cancelled;
    }
  }

  /** Closes the connections that no request uses. */
  @Override
  public void close() {
    idle.close();
  }
}
