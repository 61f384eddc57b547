package dev.byok.http;

import java.io.IOException;

/** Thrown when the proxy, not the server, caused a failure. */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param proxy host and port
   * @param status what the proxy answered to CONNECT, or 0 if it was not reached
   */
  public ProxyException(String proxy, int status) {
    super(proxy);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
