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
 * @param status the HTTP status, or the code that an error inside an answer gives; 0 when there is
 *     none
 * @param codes every code, type and reason found, in lower case
 * @param message the provider's own words, unredacted and whole, for a cut could halve a secret
 *     beyond recognition; empty when it has none
 * @param retryAfterSeconds the wait that the body asks for, or null
 * @param credit what it says of the user's credit
 * @param requestId what the provider calls the request, or null
 */
public record ProviderError(
    int status,
    List<String> codes,
    String message,
    @Nullable BigDecimal retryAfterSeconds,
    Credit credit,
    @Nullable String requestId) {

  /** The code of a report that came and could not be read. */
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

  /** The same with one more code. */
  public ProviderError withCode(String code) {
    List<String> more = new ArrayList<>(codes);
    more.add(code);
    return new ProviderError(status, more, message, retryAfterSeconds, credit, requestId);
  }

  /** Reads the body of an answer with an error status, or what stood in place of an answer. */
  public static ProviderError read(int status, String body) {
    return ErrorBody.read(status, body);
  }

  /** Reads a report that came as JSON; the status is 0 inside an answer. */
  public static ProviderError read(int status, JsonObject body) {
    return ErrorBody.read(status, body);
  }

  /** What this means, coming from the provider of that id; see {@link ErrorRecipe}. */
  public Classification classify(String provider) {
    return ErrorRecipe.classify(provider, this);
  }

  /** Whether it says what failed, and not only that something did. */
  public boolean isKnown(String provider) {
    return status >= 500 || ErrorRecipe.isKnown(provider, this);
  }

  /** The kind of failure, coming from the provider of that id. */
  public Kind kind(String provider) {
    return classify(provider).kind();
  }

  /** The kind of failure, whoever reports it: what only one provider means does not count. */
  public Kind kind() {
    return ErrorRecipe.classify(null, this).kind();
  }

  /** Whether the report says nothing beyond its status. */
  boolean isEmpty() {
    return codes.isEmpty() && message.isEmpty();
  }
}
