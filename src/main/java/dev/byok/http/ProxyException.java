package dev.byok.http;

import java.io.IOException;

/** The proxy, not the server, stood in the way. */
public final class ProxyException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * @param proxy host and port
   * @param status what it answered to CONNECT, 0 when it was not reached
   */
  public ProxyException(String proxy, int status) {
    super(proxy);
    this.status = status;
  }

  public int status() {
    return status;
  }
}
