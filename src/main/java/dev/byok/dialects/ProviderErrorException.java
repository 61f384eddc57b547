package dev.byok.dialects;

import dev.byok.conversation.Delta;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.json.JsonObject;
import java.util.List;

/** A provider's report of a failure inside an answer that began as a success. */
public final class ProviderErrorException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient ProviderError error;
  private final transient List<Delta> before;
  private final boolean isReport;

  /**
   * @param before what came together with the report
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

  /** What came is neither an answer nor surely a report; it may be an answer that was billed. */
  public static ProviderErrorException unknown(JsonObject body, List<Delta> before) {
    return new ProviderErrorException(ProviderError.read(0, body), before, Reports.isReport(body));
  }

  /** Whether it is known to be a report. */
  public boolean isReport() {
    return isReport;
  }

  /** What came together with the report, such as its usage. */
  public List<Delta> before() {
    return before;
  }

  public ProviderError error() {
    return error;
  }
}
