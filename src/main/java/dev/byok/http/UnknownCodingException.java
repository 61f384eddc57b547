package dev.byok.http;

import java.io.IOException;

/** A body is compressed in a way that this program does not read. The message names it. */
public final class UnknownCodingException extends IOException {
  private static final long serialVersionUID = 1L;

  public UnknownCodingException(String name) {
    super("its body is compressed (Content-Encoding: " + name + "), which byok does not read");
  }
}
