package dev.byok.serve.listen;

import java.io.IOException;

/** A request that cannot be read, with the status that says so. The connection ends with it. */
public class RequestException extends IOException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Makes the exception.
   *
   * @param message one line for the client, with nothing of the request in it
   */
  RequestException(int status, String message) {
    super(message);
    this.status = status;
  }

  static RequestException malformed(String message) {
    return new RequestException(400, message);
  }

  static RequestException slow(String what) {
    return new RequestException(408, what + " took too long");
  }

  /** The HTTP status for the client. */
  public final int status() {
    return status;
  }
}
