package dev.byok.dialects;

/** A provider's report of a failure inside an answer that began as a success. */
public final class ProviderErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;

  ProviderErrorException(ProviderError error) {
    super("the provider reports a failure");
    this.error = error;
  }

  public ProviderError error() {
    return error;
  }
}
