package dev.byok.http;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One request, which is sent exactly once.
 *
 * @param method {@code GET} or {@code POST}
 * @param uri a checked address, see {@link Endpoint}
 * @param body the text to send as UTF-8, or null for none
 * @param idleTimeout the longest silence allowed while connecting, before the headers, and between
 *     any two reads of the body
 */
public record Request(
    String method, URI uri, List<Header> headers, @Nullable String body, Duration idleTimeout) {
  /** Method and address; never headers, never the body. */
  @Override
  public String toString() {
    return method + " " + uri;
  }
}
