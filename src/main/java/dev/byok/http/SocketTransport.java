package dev.byok.http;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.tls.Tls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/**
 * HTTP/1.1 on a socket of its own for each request. A connection is never kept, so nothing is ever
 * sent twice; it is this program's own, so a read that hangs ends when it is closed.
 */
public final class SocketTransport implements Transport {
  /** What a connection's buffers surely take: a longer body is written under a watch. */
  private static final int SLICE = 16 * 1024;

  private final Connector connector;

  public SocketTransport(Proxies proxies, Tls tls) {
    this(proxies, tls, InetAddress::getAllByName);
  }

  SocketTransport(Proxies proxies, Tls tls, Connector.Resolver resolver) {
    this.connector = new Connector(proxies, tls, resolver);
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
    String text = request.body();
    byte[] body = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    byte[] head = RequestHead.bytes(request, text == null ? -1 : body.length);
    boolean connected = false;
    try {
      Wire wire = connector.open(request.uri(), request.idleTimeout(), cancellation);
      connected = true;
      try {
        return answer(wire, joined(head, body), request.idleTimeout());
      } catch (IOException | RuntimeException failed) {
        wire.close();
        throw failed;
      } finally {
        wire.watch().close();
      }
    } catch (IOException failed) {
      Failure failure =
          cancellation.isCancelled()
              ? Failure.of(Kind.INTERRUPTED, "interrupted before an answer came").causedBy(failed)
              : NetworkFailures.of(failed, request.uri(), request.idleTimeout());
      throw failure.unsent(!connected);
    }
  }

  private static Response answer(Wire wire, byte[] message, Duration idle) throws IOException {
    InputStream in =
        new BufferedInputStream(new IdleInput(wire.socket().getInputStream(), idle), SLICE);
    IOException unsent = null;
    try {
      write(wire, message, idle);
    } catch (IOException failed) {
      // A server may refuse a long body before its end and close: its answer says why.
      unsent = failed;
    }
    try {
      wire.watch().start(wire.left());
      ResponseHead head = ResponseHead.read(in);
      return new Answer(wire, head, Body.of(head, in));
    } catch (IOException failed) {
      if (unsent != null) {
        throw unsent;
      }
      throw wire.watch().fired()
          ? IdleTimeoutException.dripping("its headers were not complete", Connector.patience(idle))
          : failed;
    }
  }

  private static void write(Wire wire, byte[] message, Duration idle) throws IOException {
    OutputStream out = wire.socket().getOutputStream();
    if (message.length <= SLICE) {
      out.write(message);
      out.flush();
      return;
    }
    try {
      for (int at = 0; at < message.length; at += SLICE) {
        wire.watch().start(idle);
        out.write(message, at, Math.min(SLICE, message.length - at));
      }
      out.flush();
    } catch (IOException failed) {
      throw wire.watch().fired() ? new IdleTimeoutException(idle) : failed;
    } finally {
      wire.watch().stop();
    }
  }

  /** One write for both: a small request is one packet. */
  private static byte[] joined(byte[] head, byte[] body) {
    byte[] joined = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, joined, head.length, body.length);
    return joined;
  }

  private record Answer(Wire wire, ResponseHead head, InputStream body) implements Response {
    @Override
    public int status() {
      return head.status();
    }

    @Override
    public Optional<String> header(String name) {
      return head.first(name);
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
