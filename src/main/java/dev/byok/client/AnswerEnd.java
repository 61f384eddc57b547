package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.dialects.FinishReasons;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Response;
import org.jspecify.annotations.Nullable;

/** Judges the end of an answer by what the provider said, or by what it sent instead. */
final class AnswerEnd {
  /** The request was accepted; its answer will be available elsewhere, later. */
  private static final int ACCEPTED = 202;

  private final Response response;
  private final AnswerReader reader;
  private final ProviderFailures failures;

  AnswerEnd(Response response, AnswerReader reader, ProviderFailures failures) {
    this.response = response;
    this.reader = reader;
    this.failures = failures;
  }

  /**
   * A report instead of an answer, or inside one.
   *
   * @param isKnown whether it has the form of a report; otherwise it is all that could be read of
   *     what came
   * @param mayBeUnbilled whether the provider itself sent it, and not something on the way
   */
  record Report(ProviderError error, boolean isKnown, boolean mayBeUnbilled) {}

  /** Returns why the answer is missing or incomplete, or null if it is complete. */
  @Nullable Failure judged(
      Delta.@Nullable Finish finish, @Nullable Report report, boolean anyWord) {
    if (report != null) {
      return report.isKnown()
          ? failures.inside(report.error(), anyWord)
          : failures.unknown(report.error(), came(), anyWord);
    }
    if (finish == null) {
      return null;
    }
    if (Pending.isFilter(finish)) {
      return failures.filtered(finish.explanation(), anyWord);
    }
    return FinishReasons.isGoodEnd(finish.reason())
        ? null
        : failures.stopped(finish.reason(), finish.explanation(), anyWord);
  }

  /**
   * Returns what came outside of an answer's format and says why there is no answer, or null.
   *
   * @param foreign the data of events that are not part of an answer
   */
  @Nullable Report report(String foreign) {
    ProviderError error = outside(foreign);
    boolean isOther = reader.isPage() || response.status() == ACCEPTED;
    if (isOther || error.message().isEmpty()) {
      return null;
    }
    // Unstructured text is trusted only if it says more than that something failed.
    return new Report(error, error.kind() != Kind.UNAVAILABLE, false);
  }

  /** The failure for an incomplete answer without a report. */
  Failure without(String why, String foreign, boolean anyWord) {
    if (reader.isPage()) {
      return failures.page(outside(foreign));
    }
    if (response.status() == ACCEPTED && !anyWord) {
      return failures.accepted(outside(foreign));
    }
    Failure failure = failures.brokenOff(why, anyWord);
    return anyWord ? failure : cameInstead(failure);
  }

  Failure cameInstead(Failure failure) {
    return failures.came(failure, came());
  }

  private ProviderError outside(String foreign) {
    String stray = reader.strayLines();
    return ProviderError.read(0, stray.isBlank() ? foreign : stray);
  }

  private String came() {
    String type = response.header("content-type").orElse("no content type");
    String begins = reader.begins();
    return begins.isEmpty() ? type + ", empty" : type + ", beginning with " + begins;
  }
}
