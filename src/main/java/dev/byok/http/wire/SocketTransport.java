package dev.byok.http.wire;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Cancellation;
import dev.byok.http.Canceller;
import dev.byok.http.Header;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import dev.byok.http.tls.Tls;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Speaks HTTP/1.1 on a new socket for each request. No connection is kept, so nothing is ever sent
 * twice. Since the socket is byok's own, closing it ends a read that hangs.
 */
public final class SocketTransport implements Transport {
  /** Bytes that a connection's buffers always accept. A longer message is written under a watch. */
  private static final int SLICE = 16 * 1024;

  private final Connector connector;
  private final Tls tls;

  public SocketTransport(Proxies proxies, Tls tls) {
    this(proxies, tls, InetAddress::getAllByName);
  }

  SocketTransport(Proxies proxies, Tls tls, Connector.Resolver resolver) {
    this.connector = new Connector(proxies, tls, resolver, false);
    this.tls = tls;
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
    byte[] head = RequestHead.bytes(request, body == null ? -1 : body.length);
    boolean connected = false;
    try {
      Wire wire = connector.open(request.uri(), request.idleTimeout(), cancellation);
      connected = true;
      return sent(wire, head, body, request.idleTimeout());
    } catch (IOException failed) {
      throw failure(failed, request, cancellation).unsent(!connected);
    }
  }

  /** The failure of a request that got no answer. */
  static Failure failure(IOException failed, Request request, Cancellation cancellation) {
    return cancellation.isCancelled()
        ? Failure.of(Kind.INTERRUPTED, "interrupted before an answer came").causedBy(failed)
        : NetworkFailures.of(failed, request.uri(), request.idleTimeout());
  }

  /** Sends a request over an open connection. Closes the connection if no answer comes. */
  static Answer sent(Wire wire, byte[] head, byte @Nullable [] body, Duration idle)
      throws IOException {
    try {
      return answer(wire, head, body == null ? new byte[0] : body, idle);
    } catch (IOException | RuntimeException failed) {
      wire.close();
      throw failed;
    } finally {
      wire.watch().close();
    }
  }

  private static Answer answer(Wire wire, byte[] head, byte[] body, Duration idle)
      throws IOException {
    InputStream in =
        new BufferedInputStream(new IdleInput(wire.socket().getInputStream(), idle), SLICE);
    if (head.length + body.length > SLICE) {
      return early(wire, new Upload(wire, head, body, SLICE, idle), in, idle);
    }
    IOException unsent = null;
    try {
      OutputStream out = wire.socket().getOutputStream();
      out.write(joined(head, body));
      out.flush();
    } catch (IOException failed) {
      unsent = failed;
    }
    wire.watch().start(wire.left());
    try {
      ResponseHead answered = ResponseHead.read(in);
      return new Answer(wire, answered, in, Body.of(answered, in), null);
    } catch (IOException failed) {
      throw unsent == null ? dripped(wire, failed, idle) : unsent;
    }
  }

  /** Reads an answer that may begin before the request is sent. */
  private static Answer early(Wire wire, Upload upload, InputStream in, Duration idle)
      throws IOException {
    upload.start();
    boolean anyByte = false;
    try {
      in.mark(1);
      anyByte = in.read() >= 0;
      in.reset();
      upload.answering();
      ResponseHead head = ResponseHead.read(in);
      upload.answered(head.status());
      return new Answer(wire, head, in, Body.of(head, in), upload);
    } catch (IOException failed) {
      IOException unsent = upload.failure();
      if (wire.watch().fired() && !anyByte) {
        throw new IdleTimeoutException(idle);
      }
      throw unsent == null ? dripped(wire, failed, idle) : unsent;
    }
  }

  private static IOException dripped(Wire wire, IOException failed, Duration idle) {
    return wire.watch().fired()
        ? IdleTimeoutException.dripping("its headers were not complete", Connector.patience(idle))
        : failed;
  }

  /** One write for both, so that a small request is one packet. */
  private static byte[] joined(byte[] head, byte[] body) {
    byte[] joined = java.util.Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, joined, head.length, body.length);
    return joined;
  }

  /**
   * An answer that has begun.
   *
   * @param in all that the connection sends
   * @param upload sends the request, if it is a long one
   */
  record Answer(
      Wire wire, ResponseHead head, InputStream in, InputStream body, @Nullable Upload upload)
      implements Response {
    @Override
    public int status() {
      return head.status();
    }

    @Override
    public Optional<String> header(String name) {
      return head.first(name);
    }

    @Override
    public List<Header.Plain> fields() {
      return head.fields();
    }

    @Override
    public void close() throws IOException {
      wire.close();
    }
  }
}
