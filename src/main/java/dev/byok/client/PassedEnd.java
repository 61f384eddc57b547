package dev.byok.client;

import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.IdleTimeoutException;
import dev.byok.http.UnknownCodingException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Judges how an answer ended that went to another program, as {@link HttpAnswer} does for a prompt:
 * once the model has said why it stopped, the answer is complete, however the connections end.
 */
final class PassedEnd {
  private final AnswerEnd end;
  private final Tap tap;
  private final ProviderFailures failures;

  PassedEnd(AnswerEnd end, Tap tap, ProviderFailures failures) {
    this.end = end;
    this.tap = tap;
    this.failures = failures;
  }

  /** Returns why an answer that came to its end is not a good one, or null. */
  @Nullable Failure whole() {
    if (isSaid()) {
      return said();
    }
    if (!tap.isOn()) {
      return null;
    }
    AnswerEnd.Report report = end.report(tap.foreign());
    return report == null
        ? end.without("it ended without a finish reason", tap.foreign(), tap.anyWord())
        : end.judged(null, report, tap.anyWord());
  }

  /** Returns the failure for an answer that the provider's connection cut off, or null. */
  @Nullable Failure cut(IOException broken) {
    if (isSaid()) {
      return said();
    }
    boolean named =
        broken instanceof IdleTimeoutException || broken instanceof UnknownCodingException;
    return failures
        .brokenOff(
            named ? String.valueOf(broken.getMessage()) : "the connection ended early",
            tap.anyWord())
        .causedBy(broken);
  }

  /** Returns the failure for an answer whose receiver left before its end, or null. */
  @Nullable Failure left() {
    return isSaid()
        ? said()
        : Failure.of(Kind.INTERRUPTED, "the program that asked has closed its connection");
  }

  /** Whether nothing is missing but counts and the end mark. */
  boolean isSaid() {
    return tap.report() != null || tap.isFinished();
  }

  /** A filter is a refusal; any other reason to stop is for the program that asked to judge. */
  private @Nullable Failure said() {
    if (tap.report() != null) {
      return end.judged(null, tap.report(), tap.anyWord());
    }
    var finish = tap.finish();
    return finish != null && Pending.isFilter(finish)
        ? failures.filtered(finish.explanation(), tap.anyWord())
        : null;
  }
}
