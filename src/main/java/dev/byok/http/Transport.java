package dev.byok.http;

/**
 * Sends one request over the network, once: no redirect is followed, nothing is repeated, no
 * credential is remembered.
 */
public interface Transport {
  /**
   * Sends the request and returns when status and headers are there, whatever the status.
   *
   * @throws dev.byok.failure.Failure of kind {@code UNAVAILABLE} when no answer came: unknown host,
   *     refused or broken connection, a certificate that does not hold, silence. Its text names the
   *     host and the cause, never a header. Of kind {@code USAGE} for a header value or a proxy's
   *     URL that cannot be used, and {@code FILE} for roots that cannot be read.
   */
  Response send(Request request);

  /**
   * The same for who may want to end it, at any moment: while the connection is made, before the
   * headers, or in the body. One that can end only its answers need not implement this.
   *
   * @throws dev.byok.failure.Failure of kind {@code INTERRUPTED} when it was ended before the
   *     headers were there
   */
  default Response send(Request request, Canceller canceller) {
    Response response = send(request);
    canceller.opened(response);
    return response;
  }
}
