package dev.byok.serve.listen;

/** A body that is longer than it may be. */
public final class TooLargeException extends RequestException {
  private static final long serialVersionUID = 1L;

  TooLargeException(int most) {
    super(413, "the body is longer than " + most + " bytes");
  }
}
