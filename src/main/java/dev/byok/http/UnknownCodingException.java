package dev.byok.http;

import java.io.IOException;

/**
 * Thrown when a body is compressed in a way that byok cannot read. The message names the coding.
 */
public final class UnknownCodingException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnknownCodingException(String name) {
    super("its body is compressed (Content-Encoding: " + name + "), which byok does not read");
  }
}
