package dev.byok.serve.listen;

import java.io.IOException;

/** The client has closed or broken its connection, so nothing can be read from it or written. */
public final class ClientLeftException extends IOException {
  private static final long serialVersionUID = 1L;

  ClientLeftException(String message) {
    super(message);
  }

  ClientLeftException(String message, IOException cause) {
    super(message, cause);
  }
}
