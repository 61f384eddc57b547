package dev.byok.dialects;

import dev.byok.failure.Kind;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which kind of failure a provider reports: codes first, then the words of the message, then the
 * HTTP status, because an invalid key is not always 401 and a used-up quota is often 429. Loaded
 * only when something failed.
 */
final class ErrorRecipe {
  /** What a report has to say comes first; behind it may stand a whole request. */
  private static final int MOST_READ = 2_000;

  private static final List<String> CONTEXT_CODES =
      List.of("context_length_exceeded", "model_context_window_exceeded", "1261");
  private static final Pattern CONTEXT_WORDS =
      anyOf(
          "prompt is too long",
          "input is too long",
          "exceeds the context window",
          "input token count.*exceeds the maximum",
          "maximum prompt length is \\d+",
          "reduce the length of the messages",
          "maximum context length is\\s+\\d+\\s+tokens",
          "exceeds the limit of \\d+",
          "exceeds the available context size",
          "greater than the context length",
          "context window exceeds limit",
          "exceeded model token limit",
          "too large for model with \\d+ maximum context length",
          "model_context_window_exceeded",
          "context[_ ]length[_ ]exceeded",
          "too many tokens",
          "token limit exceeded",
          "range of input length should be");
  private static final Pattern RATE_WORDS = anyOf("rate[\\s_-]?limit", "per[\\s_-]?minute\\b");

  private static final List<String> QUOTA_CODES =
      List.of(
          "insufficient_quota",
          "credit_balance_exhausted",
          "exceeded_current_quota_error",
          "usage_limit_exceeded",
          "insufficient_credits",
          "arrearage",
          "not_enough_balance",
          "accountoverdueerror",
          "1113",
          "1304",
          "1308",
          "1309",
          "1310",
          "1311",
          "1008");
  private static final Pattern QUOTA_WORDS =
      anyOf("credit balance is too low", "insufficient balance", "insufficient funds");

  private static final List<String> KEY_CODES =
      List.of(
          "invalid_api_key",
          "invalidapikey",
          "api_key_invalid",
          "invalid_authentication_error",
          "unrecognizedclientexception",
          "failed_to_auth");
  private static final Pattern KEY_WORDS = anyOf("incorrect api key", "api key not valid");

  private static final List<String> SIGN_IN_CODES =
      List.of("paid_model_auth_required", "authentication_required");

  private static final List<String> MODEL_CODES =
      List.of(
          "model_not_found",
          "model_not_allowed",
          "modelnotfound",
          "unknown_model",
          "deploymentnotfound",
          "1211");
  private static final Pattern MODEL_WORDS =
      anyOf(
          "is not a valid model id",
          "no endpoints found",
          "invalid model:",
          "model not exist",
          "provided model identifier is invalid");

  private static final List<String> BUSY_CODES =
      List.of(
          "overloaded_error",
          "server_is_overloaded",
          "slow_down",
          "engine_overloaded_error",
          "temporarily_unavailable",
          "upstream_disconnect",
          "1305");

  /** Inside a stream, where no status says 429. */
  private static final List<String> RATE_CODES =
      List.of("rate_limit_exceeded", "rate_limit_error", "rate_limit_reached_error");

  private static final List<String> FILTER_CODES =
      List.of("content_filter", "content_policy_violation", "responsibleaipolicyviolation");

  private ErrorRecipe() {}

  static Kind kind(ProviderError error) {
    if (error.hasCode(SIGN_IN_CODES)) {
      return Kind.NO_KEY;
    }
    if (isContextOverflow(error) || error.hasCode(FILTER_CODES)) {
      return Kind.REFUSED;
    }
    if (error.status() == 402 || error.hasCode(QUOTA_CODES) || says(error, QUOTA_WORDS)) {
      return Kind.QUOTA;
    }
    if (error.hasCode(KEY_CODES) || says(error, KEY_WORDS)) {
      return Kind.KEY_REJECTED;
    }
    if (error.hasCode(MODEL_CODES) || says(error, MODEL_WORDS)) {
      return Kind.NO_MODEL;
    }
    if (error.hasCode(BUSY_CODES)) {
      return Kind.UNAVAILABLE;
    }
    if (error.status() == 0 && error.hasCode(RATE_CODES)) {
      return Kind.RATE_LIMIT;
    }
    return byStatus(error.status());
  }

  static boolean isContextOverflow(ProviderError error) {
    boolean statusFits =
        switch (error.status()) {
          case 0, 400, 413, 422, 500 -> true;
          default -> false;
        };
    return statusFits
        && (error.hasCode(CONTEXT_CODES)
            || (says(error, CONTEXT_WORDS) && !says(error, RATE_WORDS)));
  }

  private static Kind byStatus(int status) {
    return switch (status) {
      case 401, 403, 407 -> Kind.KEY_REJECTED;
      case 404 -> Kind.NO_MODEL;
      case 429 -> Kind.RATE_LIMIT;
      case 408, 425 -> Kind.UNAVAILABLE;
      default -> {
        boolean theirs = status < 400 || status >= 500;
        yield theirs ? Kind.UNAVAILABLE : Kind.REFUSED;
      }
    };
  }

  private static boolean says(ProviderError error, Pattern words) {
    String message = error.message();
    return words.matcher(message).region(0, Math.min(message.length(), MOST_READ)).find();
  }

  private static Pattern anyOf(String... patterns) {
    return Pattern.compile(String.join("|", patterns), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  }
}
