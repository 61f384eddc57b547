package dev.byok.cli.usage;

import dev.byok.cli.line.Values;
import dev.byok.failure.Failure;
import dev.byok.failure.Kind;
import dev.byok.failure.UserWord;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The range of {@code --since} and {@code --until}: from the start of one to the end of the other.
 *
 * @param since the first moment that counts; null for no limit
 * @param until the first moment that no longer counts; null for no limit
 */
record TimeRange(@Nullable Instant since, @Nullable Instant until) {
  /** Reads the options' values; null if one was not given. The time is asked for if one was. */
  static TimeRange of(@Nullable String since, @Nullable String until, Supplier<ZonedDateTime> now) {
    Instant first = since == null ? null : span("--since", since, now).from();
    Instant end = until == null ? null : span("--until", until, now).to();
    if (first != null && end != null && !first.isBefore(end)) {
      throw Failure.of(
              Kind.USAGE,
              "--since "
                  + UserWord.quoted(String.valueOf(since))
                  + " is later than --until "
                  + UserWord.quoted(String.valueOf(until)))
          .hint("--since is the first day that counts, --until the last");
    }
    return new TimeRange(first, end);
  }

  private static TimeSpan span(String option, String text, Supplier<ZonedDateTime> now) {
    TimeSpan span = TimeSpan.of(text, now.get());
    if (span == null) {
      throw Values.wrong(option, text, TimeSpan.ALLOWED);
    }
    return span;
  }
}
