package dev.byok.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.byok.conversation.Usage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Checks that counts are consistent, whatever is reported, in any order and repetition. */
final class CountsTest {
  private record Statement(
      @Nullable Long prompt,
      @Nullable Long read,
      @Nullable Long written,
      @Nullable Long answer,
      @Nullable Long thought,
      @Nullable Long total) {
    static Statement any(Random random) {
      return new Statement(
          count(random), count(random), count(random), count(random), count(random), count(random));
    }

    private static @Nullable Long count(Random random) {
      return switch (random.nextInt(4)) {
        case 0 -> null;
        case 1 -> 0L;
        default -> (long) random.nextInt(1_000);
      };
    }
  }

  private static Usage merged(List<Statement> statements) {
    Counts counts = new Counts();
    for (Statement one : statements) {
      counts.add(new Usage(one.prompt, one.read, one.written, one.answer, one.thought), one.total);
    }
    return counts.usage();
  }

  @Test
  void any_order_and_repetition_gives_the_same_consistent_counts() {
    for (int seed = 0; seed < 20_000; seed++) {
      Random random = new Random(seed);
      List<Statement> statements = new ArrayList<>();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        statements.add(Statement.any(random));
      }
      Usage usage = merged(statements);
      List<Statement> others = new ArrayList<>(statements);
      others.addAll(statements.subList(0, random.nextInt(statements.size() + 1)));
      Collections.shuffle(others, random);
      assertEquals(usage, merged(others), "seed " + seed);
      assertPart(usage.cacheRead(), usage.input(), seed);
      assertPart(usage.cacheWrite(), usage.input(), seed);
      assertPart(usage.reasoning(), usage.output(), seed);
      for (Statement one : statements) {
        assertPart(one.prompt, usage.input(), seed);
        assertPart(one.answer, usage.output(), seed);
      }
    }
  }

  private static void assertPart(@Nullable Long part, @Nullable Long whole, int seed) {
    assertTrue(part == null || whole == null || part <= whole, "seed " + seed);
  }

  @Test
  void a_later_zero_takes_nothing_back() {
    Counts counts = new Counts();
    counts.add(new Usage(2015L, 2000L, 0L, 12L, null), null);
    counts.add(new Usage(0L, 0L, 0L, 0L, 0L), 0L);
    assertEquals(new Usage(2015L, 2000L, 0L, 12L, 0L), counts.usage());
  }

  @Test
  void what_cannot_be_inside_stands_beside() {
    Counts counts = new Counts();
    counts.add(new Usage(12L, 2495L, null, 198L, 405L), null);
    assertEquals(new Usage(2507L, 2495L, null, 603L, 405L), counts.usage());
  }

  @Test
  void a_total_leaves_the_rest_for_the_answer() {
    Counts counts = new Counts();
    counts.add(new Usage(20L, null, null, 198L, null), 623L);
    assertEquals(603L, counts.usage().output());
    counts.add(new Usage(20L, null, null, 198L, null), Long.MAX_VALUE);
    assertEquals(Long.MAX_VALUE - 20, counts.usage().output());
  }
}
