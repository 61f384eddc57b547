package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.dialects.errors.ProviderError;
import java.util.List;

/** A provider's report of a failure inside an answer that began as a success. */
public final class ProviderErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;
  private final transient List<Delta> before;

  /**
   * @param before what came together with the report
   */
  public ProviderErrorException(ProviderError error, List<Delta> before) {
    super("the provider reports a failure");
    this.error = error;
    this.before = List.copyOf(before);
  }

  /** What came together with the report, such as its usage. */
  public List<Delta> before() {
    return before;
  }

  public ProviderError error() {
    return error;
  }
}
