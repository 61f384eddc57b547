package dev.byok.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request, which is sent exactly once. Its body is a text, or bytes that are sent as is. */
public final class Request {
  private final String method;
  private final URI uri;
  private final List<Header> headers;
  private final @Nullable String text;
  private final byte @Nullable [] bytes;
  private final Duration idleTimeout;

  /**
   * Makes a request with a text.
   *
   * @param method such as {@code GET} or {@code POST}
   * @param uri a checked address, see {@link Endpoint}
   * @param body the text to send as UTF-8, or null for none
   * @param idleTimeout the longest silence allowed while connecting, before the headers, and
   *     between any two reads of the body
   */
  public Request(
      String method, URI uri, List<Header> headers, @Nullable String body, Duration idleTimeout) {
    this.method = method;
    this.uri = uri;
    this.headers = headers;
    this.text = body;
    this.bytes = null;
    this.idleTimeout = idleTimeout;
  }

  private Request(Request same, List<Header> headers, byte @Nullable [] bytes) {
    this.method = same.method;
    this.uri = same.uri;
    this.headers = headers;
    this.text = same.text;
    this.bytes = bytes;
    this.idleTimeout = same.idleTimeout;
  }

  /**
   * Makes a request with bytes.
   *
   * @param body not copied; must not be changed afterwards; null for none
   */
  public static Request ofBytes(
      String method, URI uri, List<Header> headers, byte @Nullable [] body, Duration idleTimeout) {
    return new Request(new Request(method, uri, headers, null, idleTimeout), headers, body);
  }

  /** Returns the same request with other headers. */
  public Request with(List<Header> others) {
    return new Request(this, others, bytes);
  }

  public String method() {
    return method;
  }

  public URI uri() {
    return uri;
  }

  public List<Header> headers() {
    return headers;
  }

  /** Returns the body as text, or null for none. */
  public @Nullable String body() {
    return bytes == null ? text : new String(bytes, StandardCharsets.UTF_8);
  }

  /** Returns the body as it is sent, or null for none. */
  public byte @Nullable [] bytes() {
    return text == null ? bytes : text.getBytes(StandardCharsets.UTF_8);
  }

  public Duration idleTimeout() {
    return idleTimeout;
  }

  /** Method and address; never headers, never the body. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
