package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.JsonObject;
import java.util.List;

/** A provider's report of a failure, or an unknown body, inside an answer with a good status. */
public final class ProviderErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;
  private final transient List<Delta> before;
  private final boolean isReport;

  /**
   * @param before the deltas that came with the report
   */
  public ProviderErrorException(ProviderError error, List<Delta> before) {
    this(error, before, true);
  }

  private ProviderErrorException(ProviderError error, List<Delta> before, boolean isReport) {
    super("the provider reports a failure");
    this.error = error;
    this.before = List.copyOf(before);
    this.isReport = isReport;
  }

  /** Returns the exception for a body that may be a report, or an answer that was billed. */
  public static ProviderErrorException unknown(JsonObject body, List<Delta> before) {
    return new ProviderErrorException(ProviderError.read(0, body), before, Reports.isReport(body));
  }

  /** Returns whether this is certainly a report. */
  public boolean isReport() {
    return isReport;
  }

  /** Returns the deltas that came with the report, such as its usage. */
  public List<Delta> before() {
    return before;
  }

  public ProviderError error() {
    return error;
  }
}
