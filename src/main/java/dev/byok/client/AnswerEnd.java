package dev.byok.client;

import dev.byok.conversation.Delta;
import dev.byok.dialects.FinishReasons;
import dev.byok.dialects.errors.ProviderError;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.http.Response;
import org.jspecify.annotations.Nullable;

/** Judges the end of an answer by what the provider has said, and what stands in its place. */
final class AnswerEnd {
  /** What came is taken, and the answer is to be had elsewhere, later. */
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
   * @param isKnown whether it has the form of a report; else it is all that can be read of what
   *     came
   * @param mayBeUnbilled whether the provider itself sent it, and not something on the way
   */
  record Report(ProviderError error, boolean isKnown, boolean mayBeUnbilled) {}

  /** Why an answer is none, or not whole; null when it is. */
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
   * What stands outside of an answer's form and says why there is none; null when nothing does.
   *
   * @param foreign what events held that are no part of an answer
   */
  @Nullable Report report(String foreign) {
    ProviderError error = outside(foreign);
    boolean isOther = reader.isPage() || response.status() == ACCEPTED;
    if (isOther || error.message().isEmpty()) {
      return null;
    }
    // Words alone are trusted only where they say more than that something failed.
    return new Report(error, error.kind() != Kind.UNAVAILABLE, false);
  }

  /** An answer ended without what makes one, and without a word on it. */
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

  /** The same with a line on what came in the place of an answer. */
  Failure cameInstead(Failure failure) {
    return failures.came(failure, came());
  }

  private ProviderError outside(String foreign) {
    String stray = reader.strayLines();
    return ProviderError.read(0, stray.isBlank() ? foreign : stray);
  }

  /** Its type, and how it begins. */
  private String came() {
    String type = response.header("content-type").orElse("no content type");
    String begins = reader.begins();
    return begins.isEmpty() ? type + ", empty" : type + ", beginning with " + begins;
  }
}
