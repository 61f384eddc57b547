package dev.byok.dialects;

import dev.byok.conversation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * The counts of one answer, from every statement of its provider. Statements are cumulative, so of
 * each count the largest holds: whatever their order, and however often they are repeated, the
 * result is the same, and a later 0 takes nothing back. Within a statement, parts that cannot be
 * inside a count stand beside it: input is never below what was cached, output never below what was
 * thought, and never below what a total leaves for it.
 */
public final class Counts {
  private @Nullable Long input;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long output;
  private @Nullable Long reasoning;
  private @Nullable Long uncached;

  /**
   * Takes one statement; null for what it leaves out.
   *
   * @param said every token of the prompt, those of the cache included, and every one of the
   *     answer, those of the reasoning included
   * @param total of prompt and answer
   */
  public void add(Usage said, @Nullable Long total) {
    Long prompt = said.input();
    Long read = said.cacheRead();
    Long written = said.cacheWrite();
    Long thought = said.reasoning();
    Long all = prompt;
    if (isBelow(prompt, read) || isBelow(prompt, written)) {
      all = Tokens.plus(Tokens.plus(prompt, read), written);
    }
    Long answer =
        isBelow(said.output(), thought) ? Tokens.plus(said.output(), thought) : said.output();
    if (total != null && all != null && total > all) {
      answer = larger(answer, total - all);
    }
    input = larger(input, all);
    cacheRead = larger(cacheRead, read);
    cacheWrite = larger(cacheWrite, written);
    output = larger(output, answer);
    reasoning = larger(reasoning, thought);
  }

  /**
   * Takes a count of the prompt that says nothing of the cache. It may be all of it, or, where more
   * than that was cached, what stands beside the cache.
   */
  public void addPrompt(@Nullable Long prompt) {
    input = larger(input, prompt);
    uncached = larger(uncached, prompt);
  }

  /** What is known so far. */
  public Usage usage() {
    Long in = input == null ? null : larger(larger(input, cacheRead), cacheWrite);
    Long cached = cacheRead == null ? cacheWrite : Tokens.plus(cacheRead, cacheWrite);
    if (isBelow(uncached, cached)) {
      in = larger(in, Tokens.plus(uncached, cached));
    }
    Long out = output == null ? null : larger(output, reasoning);
    return new Usage(in, cacheRead, cacheWrite, out, reasoning);
  }

  private static boolean isBelow(@Nullable Long count, @Nullable Long part) {
    return count != null && part != null && count < part;
  }

  /** The larger of two; the one that is known where the other is not. */
  public static <T extends Comparable<T>> @Nullable T larger(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
