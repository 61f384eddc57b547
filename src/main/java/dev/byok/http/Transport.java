package dev.byok.http;

import java.net.URI;

/**
 * Sends one request over the network, once: follows no redirect, repeats nothing, remembers no
 * credential.
 */
public interface Transport {
  /** Begins in the background what a connection to this address needs, such as TLS. */
  default void prepare(URI address) {}

  /**
   * Sends the request and returns when status and headers have arrived, whatever the status.
   *
   * @throws dev.byok.failure.Failure of kind {@code UNAVAILABLE} if no answer came: unknown host,
   *     refused or broken connection, an untrusted certificate, or silence. Its text names the host
   *     and the cause, never a header. Of kind {@code USAGE} for a header value or a proxy URL that
   *     cannot be used, and {@code FILE} for root certificates that cannot be read.
   */
  Response send(Request request);

  /**
   * Sends the request and lets the canceller end it at any moment: while connecting, before the
   * headers, or in the body. A transport that can end only its answers need not override this.
   *
   * @throws dev.byok.failure.Failure of kind {@code INTERRUPTED} if it was ended before the headers
   *     arrived
   */
  default Response send(Request request, Canceller canceller) {
    Response response = send(request);
    canceller.opened(response);
    return response;
  }
}
