package dev.byok.access.aws;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.secrets.Redaction;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a credential service of AWS answered.
 *
 * @param service its name for messages
 * @param redaction takes what was sent out of the words of the answer
 */
record AwsAnswer(String service, int status, String body, Redaction redaction) {
  private static final int LONGEST_WORDS = 300;

  boolean isOk() {
    return status == 200;
  }

  /** Returns the failure that this answer reports: its code and message, as XML or JSON. */
  Failure failure(@Nullable String code, @Nullable String message, String renewal) {
    String known = code == null ? "" : code;
    if (isOfTheClock(known, message == null ? "" : message)) {
      return told(Kind.KEY_REJECTED, service + " rejects the time of the request", message)
          .hint("set this machine's clock, then ask again");
    }
    if (status == 429 || known.toLowerCase(Locale.ROOT).contains("throttl")) {
      return told(Kind.RATE_LIMIT, service + " is asked too often", message)
          .hint("wait and try again");
    }
    if (known.isEmpty() || status >= 500 || status < 400) {
      return told(Kind.UNAVAILABLE, service + " gave no credentials (HTTP " + status + ")", message)
          .hint("try again later");
    }
    return told(Kind.KEY_REJECTED, service + " refuses to give credentials", message).hint(renewal);
  }

  /** Returns the failure for an answer that has none of what was asked for. */
  Failure unusable() {
    return told(Kind.UNAVAILABLE, "the answer of " + service + " holds no credentials", null)
        .hint("try again; something between may have answered");
  }

  private Failure told(Kind kind, String text, @Nullable String message) {
    Failure failure = Failure.of(kind, text).provider("bedrock").status(status).unsent(true);
    if (message == null || message.isBlank()) {
      return failure;
    }
    String words = redaction.apply(message.strip());
    return failure.detail(
        words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…");
  }

  private static boolean isOfTheClock(String code, String message) {
    String words = message.toLowerCase(Locale.ROOT);
    return code.equals("RequestExpired")
        || code.equals("RequestTimeTooSkewed")
        || words.startsWith("signature expired")
        || words.startsWith("signature not yet current");
  }
}
