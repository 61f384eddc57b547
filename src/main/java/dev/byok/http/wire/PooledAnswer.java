package dev.byok.http.wire;

import dev.byok.http.Cancellation;
import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An answer whose connection can be used again once its body has been read to the end. Closing it
 * before closes the connection.
 */
final class PooledAnswer implements Response {
  private final SocketTransport.Answer answer;
  private final Request request;
  private final Cancellation cancellation;
  private final IdleWires idle;
  private final InputStream body;
  private volatile boolean ended;
  private boolean closed;

  PooledAnswer(
      SocketTransport.Answer answer, Request request, Cancellation cancellation, IdleWires idle) {
    this.answer = answer;
    this.request = request;
    this.cancellation = cancellation;
    this.idle = idle;
    boolean isBodiless = request.method().equals("HEAD");
    this.body = new ToTheEnd(isBodiless ? InputStream.nullInputStream() : answer.body());
  }

  @Override
  public int status() {
    return answer.status();
  }

  @Override
  public Optional<String> header(String name) {
    return answer.header(name);
  }

  @Override
  public List<Header.Plain> fields() {
    return answer.fields();
  }

  @Override
  public InputStream body() {
    return body;
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    // A cancellation that comes later must not close a connection that serves another request.
    if (ended && isReusable() && cancellation.releases()) {
      idle.put(request.uri(), answer.wire());
    } else {
      answer.close();
    }
  }

  private boolean isReusable() {
    ResponseHead head = answer.head();
    Upload upload = answer.upload();
    return !head.isOld()
        && Body.isFramed(head)
        && !closes(head)
        && (upload == null || upload.isWhole())
        && !answer.wire().watch().fired()
        && !hasMore();
  }

  private static boolean closes(ResponseHead head) {
    for (String value : head.all("Connection")) {
      for (String option : value.split(",", -1)) {
        if (option.strip().toLowerCase(Locale.ROOT).equals("close")) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether the server sent more than its answer, which the next request would take for its own.
   */
  private boolean hasMore() {
    try {
      return answer.in().available() > 0;
    } catch (IOException broken) {
      return true;
    }
  }

  /** Notes when the body has been read to its end. */
  private final class ToTheEnd extends FilterInputStream {
    ToTheEnd(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int value = super.read();
      ended |= value < 0;
      return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = super.read(buffer, offset, length);
      ended |= count < 0;
      return count;
    }

    @Override
    public boolean markSupported() {
      return false;
    }
  }
}
