package dev.byok.dialects.errors;

import dev.byok.failure.Kind;
import dev.byok.json.JsonObject;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A provider's report of a failure.
 *
 * @param status the HTTP status, or the one that an error inside an answer names; 0 for none
 * @param codes every code, type and reason found, in lower case
 * @param message the provider's own words, unredacted and whole, since a cut could leave part of a
 *     secret that redaction no longer recognizes; empty for none
 * @param retryAfterSeconds the wait that the body asks for, or null
 * @param credit what it says about the user's credit
 * @param requestId the provider's id of the request, or null
 */
public record ProviderError(
    int status,
    List<String> codes,
    String message,
    @Nullable BigDecimal retryAfterSeconds,
    Credit credit,
    @Nullable String requestId) {

  /** Marks a report that came but could not be read. */
  public static final String UNREAD = "byok:unread";

  public ProviderError {
    List<String> lower = new ArrayList<>();
    for (String code : codes) {
      lower.add(code.toLowerCase(Locale.ROOT));
    }
    codes = List.copyOf(lower);
  }

  public ProviderError(
      int status, List<String> codes, String message, @Nullable BigDecimal retryAfterSeconds) {
    this(status, codes, message, retryAfterSeconds, Credit.UNKNOWN, null);
  }

  /** Returns this report with one more code. */
  public ProviderError withCode(String code) {
    List<String> more = new ArrayList<>(codes);
    more.add(code);
    return new ProviderError(status, more, message, retryAfterSeconds, credit, requestId);
  }

  /** Reads the body of an answer with an error status, or what came in place of an answer. */
  public static ProviderError read(int status, String body) {
    return ErrorBody.read(status, body);
  }

  /** Reads a report that came as JSON; the status is 0 inside an answer. */
  public static ProviderError read(int status, JsonObject body) {
    return ErrorBody.read(status, body);
  }

  /** Returns what this means when the provider with that id reports it; see {@link ErrorRecipe}. */
  public Classification classify(String provider) {
    return ErrorRecipe.classify(provider, this);
  }

  /** Returns whether it says what failed, not only that something did. */
  public boolean isKnown(String provider) {
    return status >= 500 || ErrorRecipe.isKnown(provider, this);
  }

  /** Returns the kind of failure when the provider with that id reports it. */
  public Kind kind(String provider) {
    return classify(provider).kind();
  }

  /** Returns the kind of failure by the rules for all providers. */
  public Kind kind() {
    return ErrorRecipe.classify(null, this).kind();
  }

  /** Returns whether the report says nothing beyond its status. */
  boolean isEmpty() {
    return codes.isEmpty() && message.isEmpty();
  }
}
