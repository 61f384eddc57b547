package dev.byok.dialects;

import dev.byok.conversation.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Merges the token counts of one answer from every statement of its provider. Statements are
 * cumulative, so the largest value of each count is used. Neither their order nor repetition
 * changes the result, and a later 0 takes nothing back. Within a statement, a part that is larger
 * than the count that should include it is added to that count. Input is never less than what was
 * cached. Output is never less than the reasoning, nor than what a total leaves for it.
 */
public final class Counts {
  private @Nullable Long input;
  private @Nullable Long cacheRead;
  private @Nullable Long cacheWrite;
  private @Nullable Long output;
  private @Nullable Long reasoning;
  private @Nullable Long uncached;

  /**
   * Adds one statement, in which null stands for what it omits.
   *
   * @param said input with the cached tokens included, and output with the reasoning included
   * @param total the tokens of prompt and answer together
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
   * Adds a count of the prompt that says nothing of the cache. It may be the whole prompt. If more
   * than that was cached, it is the part that is not in the cache.
   */
  public void addPrompt(@Nullable Long prompt) {
    input = larger(input, prompt);
    uncached = larger(uncached, prompt);
  }

  /** Returns what is known so far. */
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

  /** Returns the larger of two values, or the other one where one is null. */
  public static <T extends Comparable<T>> @Nullable T larger(@Nullable T one, @Nullable T other) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.compareTo(other) >= 0 ? one : other;
  }
}
