package dev.byok.cli.chat;

import dev.byok.cli.usage.ReportNumbers;
import dev.byok.conversation.Usage;
import dev.byok.ledger.entry.Entry;
import dev.byok.ledger.report.Totals;
import dev.byok.text.Plural;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an answer used, and its session so far, in one line. */
final class StatusLine {
  private StatusLine() {}

  /**
   * Returns a line such as {@code 1,234 in (1,000 cached), 56 out, $0.0012, first token 302 ms;
   * session: 3 prompts, 4,000 in, 90 out, $0.01}.
   */
  static String of(Entry entry, @Nullable Totals session) {
    return prompt(entry) + (session == null ? "" : "; session: " + session(session));
  }

  static String prompt(Entry entry) {
    Usage usage = entry.usage();
    List<String> parts = new ArrayList<>();
    parts.add(input(usage.input(), usage.cacheRead(), usage.cacheWrite()));
    parts.add(output(usage.output(), usage.reasoning()));
    parts.add(cost(entry.costUsd(), 0));
    if (entry.firstTokenMs() != null) {
      parts.add("first token " + ReportNumbers.count(entry.firstTokenMs()) + " ms");
    }
    return String.join(", ", parts);
  }

  static String session(Totals totals) {
    return String.join(
        ", ",
        Plural.of(totals.requests(), "prompt", "prompts"),
        input(totals.input(), totals.cacheRead(), null),
        output(totals.output(), null),
        cost(totals.costUsd(), totals.unpriced()));
  }

  private static String input(
      @Nullable Number tokens, @Nullable Number read, @Nullable Number written) {
    List<String> cached = new ArrayList<>();
    if (isSome(read)) {
      cached.add(ReportNumbers.count(read) + " cached");
    }
    if (isSome(written)) {
      cached.add(ReportNumbers.count(written) + " to cache");
    }
    return ReportNumbers.count(tokens)
        + " in"
        + (cached.isEmpty() ? "" : " (" + String.join(", ", cached) + ")");
  }

  private static String output(@Nullable Number tokens, @Nullable Number reasoning) {
    return ReportNumbers.count(tokens)
        + " out"
        + (isSome(reasoning) ? " (" + ReportNumbers.count(reasoning) + " reasoning)" : "");
  }

  /** Returns the cost, followed by the number of prompts without a price, if any. */
  private static String cost(@Nullable BigDecimal usd, long unpriced) {
    if (usd == null) {
      return "cost unknown";
    }
    return "$" + ReportNumbers.plain(usd) + (unpriced > 0 ? " and " + unpriced + " unpriced" : "");
  }

  private static boolean isSome(@Nullable Number tokens) {
    return tokens != null && tokens.longValue() > 0;
  }
}
