package dev.byok.client;

import dev.byok.http.Header;
import dev.byok.http.Request;
import dev.byok.http.Response;
import dev.byok.http.Transport;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sends the same bytes for each request, counts the requests, and can break off at the end. */
final class Sender implements Transport {
  private final Map<String, String> headers;
  private final byte[] body;
  private final boolean cut;
  private int requests;

  Sender(String type, byte[] body, boolean cut, String coding) {
    this.headers = Map.of("content-type", type, "content-encoding", coding);
    this.body = body;
    this.cut = cut;
  }

  Sender(String type, String body) {
    this(type, body.getBytes(StandardCharsets.UTF_8), false, "");
  }

  @Override
  public Response send(Request request) {
    requests++;
    return new Response() {
      @Override
      public int status() {
        return 200;
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
      }

      @Override
      public List<Header.Plain> fields() {
        return List.of();
      }

      @Override
      public InputStream body() {
        InputStream bytes = new ByteArrayInputStream(body);
        return cut ? new SequenceInputStream(bytes, new Broken()) : bytes;
      }

      @Override
      public void close() {}
    };
  }

  int requests() {
    return requests;
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new EOFException("cut");
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      return read();
    }
  }
}
